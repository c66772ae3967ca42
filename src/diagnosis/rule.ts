import type { ModelFile } from "../model/model.ts";
import type { EndStatus } from "../protocol/events.ts";
import type { Finding, RuleName } from "../protocol/finding.ts";
import type { History } from "../protocol/history.ts";
import type { Signals } from "../protocol/signals.ts";
import type { DataStatistics } from "../protocol/statistics.ts";
import type { Experiment, ExperimentResult } from "./experiment.ts";

/** What is known before the first step. */
export interface Known {
  readonly model: ModelFile;
  readonly statistics: DataStatistics;
}

export interface RunProgress {
  /** Whole epochs done, of `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** How the run ended; absent while it goes on. */
  readonly ended?: EndStatus;
}

/** What is known of a run at one moment. */
export interface Observation extends Known {
  readonly history: History;
  readonly signals: Signals;
  readonly progress: RunProgress;
  /** Outcomes of the experiments that were asked for. */
  readonly results: readonly ExperimentResult[];
}

/** A finding before it is known which one is primary. */
export interface Draft extends Omit<Finding, "rule" | "primary" | "evidence"> {
  readonly evidence: NonNullable<Finding["evidence"]>;
  /** Rules that, where they hold as warning or error, are the cause of this finding. */
  readonly because?: readonly RuleName[];
}

/** The rules of this room; `invalid`, and missing values that nothing is said about, are told where files are read. */
export type DiagnosisRule = Exclude<RuleName, "invalid">;

export interface Rule {
  /** What can be told before training. */
  readonly before?: (known: Known) => readonly Draft[];
  /** What holds in a run; where absent, what was told before still holds. */
  readonly during?: (run: Observation) => readonly Draft[];
  /** What to try once the run has ended, to name the cause and offer a fix that works. */
  readonly experiments?: (run: Observation) => readonly Experiment[];
}
