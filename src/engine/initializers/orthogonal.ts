import type { Draw, Fans } from "./initializer.ts";

/** About how many multiplications `orthogonal` takes. */
export const orthogonalCost = (fans: Fans): number =>
  Math.min(fans.in, fans.out) ** 2 * Math.max(fans.in, fans.out);

/**
 * gain · Q for a kernel `[in, out]`: the shorter side's vectors are orthonormal, evenly distributed over all such
 * matrices (Saxe et al. 2014; Mezzadri 2007). Normal vectors made orthogonal one after another, twice, so that they
 * are so to the last digits.
 */
export const orthogonal: Draw<{ gain: number }> = ({ gain }, random, fans) => {
  const [count, length] = fans.in < fans.out ? [fans.in, fans.out] : [fans.out, fans.in];
  const vectors = Array.from({ length: count }, () => Float64Array.from({ length }, () => random.normal()));
  for (const [at, vector] of vectors.entries()) {
    for (const before of [...vectors.slice(0, at), ...vectors.slice(0, at)])
      subtractProjection(vector, before);
    scale(vector, 1 / Math.sqrt(dot(vector, vector)));
  }
  let next = 0;
  return () => {
    const [row, column] = [Math.floor(next / fans.out), next % fans.out];
    next++;
    const value = fans.in < fans.out ? vectors[row]?.[column] : vectors[column]?.[row];
    return gain * (value as number);
  };
};

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

function scale(vector: Float64Array, factor: number): void {
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] as number) * factor;
}

/** Takes out of `vector` what lies along the unit vector `along`. */
function subtractProjection(vector: Float64Array, along: Float64Array): void {
  const part = dot(vector, along);
  for (let at = 0; at < vector.length; at++)
    vector[at] = (vector[at] as number) - part * (along[at] as number);
}
