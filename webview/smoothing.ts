/** Weighted sums from one end: each value's weight falls by `weight` with every step away from it. */
function oneSided(values: Float64Array, weight: number, backwards: boolean): [Float64Array, Float64Array] {
  const sums = new Float64Array(values.length);
  const weights = new Float64Array(values.length);
  let sum = 0;
  let total = 0;
  for (let step = 0; step < values.length; step++) {
    const index = backwards ? values.length - 1 - step : step;
    const value = values[index] as number;
    const finite = Number.isFinite(value);
    sum = weight * sum + (finite ? value : 0);
    total = weight * total + (finite ? 1 : 0);
    sums[index] = sum;
    weights[index] = total;
  }
  return [sums, weights];
}

/**
 * A curve smoothed by exponential weights to both sides, normalized at every point: unlike a running average
 * it neither lags behind a falling curve nor bends at the ends. On a logarithmic axis the logarithms are
 * smoothed, because that is what the eye sees there. Values that are not finite (or, for logarithms, not
 * positive) take no part and come out as NaN.
 * @param weight 0 leaves the curve as it is, towards 1 it becomes flat.
 */
export function smooth(values: Float64Array, weight: number, logarithmic: boolean): Float64Array {
  if (weight === 0) return values;
  const seen = logarithmic ? values.map((value) => (value > 0 ? Math.log(value) : Number.NaN)) : values;
  const [before, weightBefore] = oneSided(seen, weight, false);
  const [after, weightAfter] = oneSided(seen, weight, true);
  return seen.map((value, index) => {
    if (!Number.isFinite(value)) return Number.NaN;
    // The value itself is in both sums.
    const sum = (before[index] as number) + (after[index] as number) - value;
    const mean = sum / ((weightBefore[index] as number) + (weightAfter[index] as number) - 1);
    return logarithmic ? Math.exp(mean) : mean;
  });
}
