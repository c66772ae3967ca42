/**
 * Bounded curves of a run. Each curve is a list of points, and each point covers `span` epochs with their
 * minimum, maximum and last value; the newest epochs stand whole in `tail`. The worker owns the history and
 * sends deltas; host and panel mirror it with `applyDelta`.
 */

/** `loss`, `validationLoss`, `penalty`, `learningRate`, `metrics.mae`, `validationMetrics.mae`, … */
export type CurveName = string;

export interface CurvePoints {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

export interface BestEpoch {
  readonly curve: CurveName;
  readonly epoch: number;
  readonly value: number;
}

export interface History {
  /** Epochs per point, a power of two; the last point may cover fewer. */
  readonly span: number;
  /** Last epoch of each point; at most 4096. */
  readonly epochs: Float64Array;
  readonly curves: Readonly<Record<CurveName, CurvePoints>>;
  /** The first epoch with the lowest validation loss, or training loss where nothing is held out. */
  readonly best?: BestEpoch;
  /** The last 256 epochs, whole. */
  readonly tail: {
    readonly epochs: Float64Array;
    readonly curves: Readonly<Record<CurveName, Float64Array>>;
  };
}

/** `history` holds the points from index `from` on, and the whole tail; points before `from` stay as they were. */
export interface HistoryDelta {
  readonly from: number;
  readonly history: History;
}

export const maximumPoints = 4096;
export const tailLength = 256;

export const emptyHistory: History = {
  span: 1,
  epochs: new Float64Array(0),
  curves: {},
  tail: { epochs: new Float64Array(0), curves: {} },
};

const join = (before: Float64Array, from: number, after: Float64Array): Float64Array => {
  const joined = new Float64Array(from + after.length);
  joined.set(before.subarray(0, from));
  joined.set(after, from);
  return joined;
};

/** The history after a delta. */
export function applyDelta(history: History, { from, history: next }: HistoryDelta): History {
  if (from === 0) return next;
  const curves: Record<CurveName, CurvePoints> = {};
  for (const [name, points] of Object.entries(next.curves)) {
    const before = history.curves[name];
    curves[name] = before
      ? {
          min: join(before.min, from, points.min),
          max: join(before.max, from, points.max),
          last: join(before.last, from, points.last),
        }
      : points;
  }
  return { ...next, epochs: join(history.epochs, from, next.epochs), curves };
}
