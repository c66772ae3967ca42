import type { Dataset } from "../data/dataset.ts";
import { type LayerState, planeSize } from "../protocol/network.ts";

/** The input vectors of a plane `[planeSize, planeSize]` over two inputs, the second's largest value first, and its ends. */
export function planeOver({ inputs, inputElements }: Dataset) {
  const [lowX, highX] = rangeOf(inputs.values, 0);
  const [lowY, highY] = rangeOf(inputs.values, 1);
  const vectors = new Float64Array(2 * planeSize * planeSize);
  for (let row = 0; row < planeSize; row++)
    for (let column = 0; column < planeSize; column++) {
      const at = 2 * (row * planeSize + column);
      vectors[at] = lowX + ((column + 0.5) / planeSize) * (highX - lowX);
      vectors[at + 1] = highY - ((row + 0.5) / planeSize) * (highY - lowY);
    }
  const own = (value: number, element: number): number => {
    const { offset = 0, scale = 1 } = inputElements[element] ?? {};
    return value * scale + offset;
  };
  return {
    vectors,
    from: [own(lowX, 0), own(lowY, 1)] as const,
    to: [own(highX, 0), own(highY, 1)] as const,
  };
}

/** The smallest and the largest value of one of two columns. */
function rangeOf(values: ArrayLike<number>, column: number): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = column; at < values.length; at += 2) {
    const value = values[at] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** What units give over the plane, `[points, units]`, unit by unit and from its lowest (0) to its highest (255) value. */
export function quantized(outputs: Float64Array, units: number): NonNullable<LayerState["planes"]> {
  const points = outputs.length / Math.max(1, units);
  const low = new Float64Array(units).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(units).fill(Number.NEGATIVE_INFINITY);
  for (const [at, value] of outputs.entries()) {
    const unit = at % units;
    if (value < (low[unit] as number)) low[unit] = value;
    if (value > (high[unit] as number)) high[unit] = value;
  }
  const values = new Uint8Array(outputs.length);
  for (let unit = 0; unit < units; unit++) {
    const [least, most] = [low[unit] as number, high[unit] as number];
    for (let point = 0; point < points; point++)
      values[unit * points + point] =
        most > least
          ? Math.round((255 * ((outputs[point * units + unit] as number) - least)) / (most - least))
          : 0;
  }
  return { low, high, values };
}
