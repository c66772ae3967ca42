import type { FloatArray, VectorElement } from "./dataset.ts";

/**
 * Vectors `[n, elements.length]`, row-major, from the network's units into the data's own: value · scale +
 * offset. Classes stay what they are, zeros and ones or probabilities.
 */
export function denormalize(
  elements: readonly VectorElement[],
  values: FloatArray,
): Float64Array<ArrayBuffer> {
  const own = new Float64Array(values.length);
  const width = elements.length;
  elements.forEach(({ offset, scale }, element) => {
    for (let at = element; at < values.length; at += width) own[at] = (values[at] as number) * scale + offset;
  });
  return own;
}

/** One element of vectors `[n, elements.length]`, row-major, in the data's own units: `[n]`. */
export function denormalizeElement(
  elements: readonly VectorElement[],
  values: FloatArray,
  element: number,
): Float64Array<ArrayBuffer> {
  const { offset, scale } = elements[element] as VectorElement;
  const width = elements.length;
  return Float64Array.from(
    { length: values.length / width },
    (_, row) => (values[row * width + element] as number) * scale + offset,
  );
}
