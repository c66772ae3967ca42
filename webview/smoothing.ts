/** Values at ascending x from 1 on; each stands for what lies between the x before it and its own. */
export interface Samples {
  readonly x: Float64Array;
  readonly values: Float64Array;
  /** The distance in x over which a weight falls once, and that a whole value stands for. */
  readonly span: number;
}

/** Moments about x of the values on one side: sums of w, w·d, w·d², w·y and w·d·y, with d the distance. */
interface Moments {
  w: number;
  d: number;
  dd: number;
  y: number;
  dy: number;
}

/** Moves the moments away by `step` (in spans), which makes each weight fall. */
function moveAway(moments: Moments, weight: number, step: number): void {
  const fall = weight ** step;
  const { w, d, dd, y, dy } = moments;
  moments.w = fall * w;
  moments.d = fall * (d + step * w);
  moments.dd = fall * (dd + 2 * step * d + step * step * w);
  moments.y = fall * y;
  moments.dy = fall * (dy + step * y);
}

/**
 * A curve smoothed by a straight line fitted around each of its points, with weights that fall exponentially to
 * both sides. Unlike a running average it does not lag behind a falling curve, and unlike a mean to both sides
 * it leaves a slope as it is right up to both ends (Cleveland 1979, "Robust Locally Weighted Regression"). No
 * value leaves the curve's own range. On a logarithmic axis the logarithms are smoothed, because that is what the eye sees
 * there. Values that are not finite (or, for logarithms, not positive) take no part and come out as NaN.
 * @param weight 0 leaves the curve as it is, towards 1 it becomes a straight line.
 */
export function smooth({ x, values, span }: Samples, weight: number, logarithmic: boolean): Float64Array {
  if (weight === 0) return values;
  const seen = logarithmic ? values.map((value) => (value > 0 ? Math.log(value) : Number.NaN)) : values;
  const masses = x.map((at, index) => Math.min(1, (at - (x[index - 1] ?? 0)) / span));
  const fitted = new Float64Array(values.length);
  const befores = new Float64Array(5 * values.length);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const before: Moments = { w: 0, d: 0, dd: 0, y: 0, dy: 0 };
  for (const [index, value] of seen.entries()) {
    if (index > 0) moveAway(before, weight, ((x[index] as number) - (x[index - 1] as number)) / span);
    befores.set([before.w, before.d, before.dd, before.y, before.dy], 5 * index);
    if (!Number.isFinite(value)) continue;
    const mass = masses[index] as number;
    before.w += mass;
    before.y += mass * value;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const after: Moments = { w: 0, d: 0, dd: 0, y: 0, dy: 0 };
  for (let index = seen.length - 1; index >= 0; index--) {
    if (index < seen.length - 1)
      moveAway(after, weight, ((x[index + 1] as number) - (x[index] as number)) / span);
    const value = seen[index] as number;
    if (!Number.isFinite(value)) {
      fitted[index] = Number.NaN;
      continue;
    }
    // The value itself counts with what follows.
    const mass = masses[index] as number;
    after.w += mass;
    after.y += mass * value;
    const at = (moment: number) => befores[5 * index + moment] as number;
    const line = valueAtZero({
      w: at(0) + after.w,
      d: after.d - at(1),
      dd: at(2) + after.dd,
      y: at(3) + after.y,
      dy: after.dy - at(4),
    });
    const bounded = Math.min(high, Math.max(low, line));
    fitted[index] = logarithmic ? Math.exp(bounded) : bounded;
  }
  return fitted;
}

/** Where the weighted least-squares line through the values meets distance 0. */
function valueAtZero({ w, d, dd, y, dy }: Moments): number {
  const spread = w * dd - d * d;
  // A single value has no slope.
  return spread > 1e-12 * w * dd ? (dd * y - d * dy) / spread : y / w;
}
