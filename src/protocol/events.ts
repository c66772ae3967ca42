import type { Finding } from "./finding.ts";

/** Number of samples of each split. */
export interface SampleCounts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export const metricNames = ["accuracy", "precision", "recall", "f1", "auc", "mae", "rmse", "r2"] as const;
export type MetricName = (typeof metricNames)[number];
/** In the data's own units. */
export type Metrics = Readonly<Partial<Record<MetricName, number>>>;

/** What an epoch measured. Losses are in the units that the network trains in. */
export interface Figures {
  /** Mean over the rows of the pass, each batch measured before its update. */
  readonly loss: number;
  /** Measured after the epoch. */
  readonly validationLoss?: number;
  /** Of the layers' `l1` and `l2`, mean over the pass, before each update; absent where there is none. */
  readonly penalty?: number;
  readonly metrics: Metrics;
  readonly validationMetrics?: Metrics;
  /** Of the epoch's first batch. */
  readonly learningRate: number;
}

export interface StartEvent {
  readonly type: "start";
  readonly parameters: number;
  readonly samples: SampleCounts;
  /** Width of one input vector and one output vector. */
  readonly inputs: number;
  readonly outputs: number;
  /** Absolute path of the run's folder; absent where no run is saved. */
  readonly run?: string;
}

export interface EpochEvent extends Figures {
  readonly type: "epoch";
  /** From 1. */
  readonly epoch: number;
}

export interface FindingEvent extends Finding {
  readonly type: "finding";
}

export type EndStatus = "completed" | "stopped" | "diverged";

export interface EndEvent extends Figures {
  readonly type: "end";
  readonly status: EndStatus;
  /** Whole epochs done. */
  readonly epochs: number;
  /** The epoch whose weights early stopping gave back, from 1; the figures are those of that epoch. */
  readonly bestEpoch?: number;
  readonly testLoss?: number;
  readonly testMetrics?: Metrics;
  /** Time spent training, without reading the data and without pauses. */
  readonly seconds: number;
}

export type RunEvent = StartEvent | EpochEvent | FindingEvent | EndEvent;
