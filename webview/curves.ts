import { type MetricName, metricNames } from "../src/protocol/events.ts";
import type { CurveName, History } from "../src/protocol/history.ts";
import type { ViewState } from "../src/protocol/panel.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Curve } from "./decimate.ts";
import { fill } from "./format.ts";

/**
 * What a curve is measured against: losses and penalty in the units that the network trains in, the learning
 * rate on an axis of its own beside them, metrics that are shares of 1, and errors in the data's own units.
 */
export type Scale = "loss" | "rate" | "share" | "error";

/** A colour of the theme. */
export type CurveColor = "training" | "validation" | "muted" | "test" | "predicted" | "yellow" | "red";

/** One curve that a run can show. */
export interface CurveInfo {
  readonly name: CurveName;
  readonly label: string;
  readonly scale: Scale;
  readonly color: CurveColor;
  /** Measured on the validation split. */
  readonly validation: boolean;
  /** Shown until a person chooses otherwise. */
  readonly first: boolean;
}

const errors: ReadonlySet<MetricName> = new Set<MetricName>(["mae", "rmse"]);

/** Metrics of one scale differ in colour; those that are hardly ever seen together may share one. */
const metricColors: Readonly<Record<MetricName, CurveColor>> = {
  accuracy: "test",
  precision: "predicted",
  recall: "yellow",
  f1: "red",
  auc: "muted",
  mae: "predicted",
  rmse: "yellow",
  r2: "test",
};

/** A rate that a schedule changes is worth a curve. */
export function isScheduled({ curves }: History): boolean {
  const rate = curves["learningRate"];
  const first = rate?.last[0];
  return rate !== undefined && [rate.min, rate.max].some((values) => values.some((value) => value !== first));
}

/** The curves that a run has, in the order of the legend. */
export function curvesOf(history: History, strings: PanelStrings): CurveInfo[] {
  const base = { validation: false, first: false };
  const all: CurveInfo[] = [
    { ...base, name: "loss", label: strings.trainingLoss, scale: "loss", color: "training", first: true },
    {
      name: "validationLoss",
      label: strings.validationLoss,
      scale: "loss",
      color: "validation",
      validation: true,
      first: true,
    },
    { ...base, name: "penalty", label: strings.penalty, scale: "loss", color: "red" },
    ...metricNames.flatMap((metric): CurveInfo[] => {
      const look = { scale: errors.has(metric) ? "error" : "share", color: metricColors[metric] } as const;
      return [
        { ...base, ...look, name: `metrics.${metric}`, label: strings[metric] },
        {
          ...base,
          ...look,
          name: `validationMetrics.${metric}`,
          label: fill(strings.onValidationSplit, strings[metric]),
          validation: true,
        },
      ];
    }),
    {
      ...base,
      name: "learningRate",
      label: strings.learningRate,
      scale: "rate",
      color: "muted",
      first: true,
    },
  ];
  return all.filter(({ name }) =>
    name === "learningRate" ? isScheduled(history) : history.curves[name] !== undefined,
  );
}

/** Whether a person wants to see the curve. */
export const isChosen = ({ name, first }: CurveInfo, { curves }: ViewState): boolean => curves[name] ?? first;

/** A curve's values, of the points as far back as they reach, and of single epochs where those are kept. */
export interface Whole {
  readonly x: Float64Array;
  /** First epoch that each value stands for. */
  readonly from: Float64Array;
  /** Index in `x` from which on the values are those of single epochs. */
  readonly single: number;
}

/** The x axis of a history: its points, then the newest epochs one by one. Each epoch stands in it once. */
export function epochsOf({ span, epochs, tail }: History): Whole {
  const start = (tail.epochs[0] ?? Number.POSITIVE_INFINITY) - 1;
  // The points reach at least to where the tail begins; one of a single epoch needs no tail.
  const border = span > 1 ? epochs.findIndex((epoch) => epoch >= start) : -1;
  const points = border < 0 ? epochs.length : border + 1;
  const singles = border < 0 ? [] : tail.epochs.filter((epoch) => epoch > (epochs[border] as number));
  const x = Float64Array.from([...epochs.subarray(0, points), ...singles]);
  const from = x.map((epoch, index) => (index < points ? (x[index - 1] ?? 0) + 1 : epoch));
  return { x, from, single: span > 1 ? points : 0 };
}

/** A curve's raw values over the epochs of `whole`; undefined where the run has no such curve. */
export function rawCurve(history: History, { x, single }: Whole, name: CurveName): Curve | undefined {
  const points = history.curves[name];
  const tail = history.tail.curves[name];
  if (!points) return undefined;
  const singles = history.span > 1 ? x.length - single : 0;
  const count = x.length - singles;
  const newest = tail?.subarray(tail.length - singles) ?? new Float64Array(0);
  const joined = (values: Float64Array) => {
    if (singles === 0) return values;
    const all = new Float64Array(x.length);
    all.set(values.subarray(0, count));
    all.set(newest, count);
    return all;
  };
  return { x, line: joined(points.last), low: joined(points.min), high: joined(points.max) };
}
