import type { ClassTask } from "../src/protocol/prediction.ts";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

export interface MapStyle {
  readonly classes: ClassTask | undefined;
  /** Values that the two ends of the scale stand for, where there are no classes. */
  readonly range: readonly [number, number];
  /** Of the classes in turn; without classes the first is low and the second high. */
  readonly colors: readonly Rgb[];
  /** Opacity where the network is surest. */
  readonly strength: number;
}

/** Where a value lies in a range, from 0 to 1. */
export const valueShare = (value: number, [low, high]: readonly [number, number]): number =>
  high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0.5;

/**
 * The colour of each point of a plane, four bytes each: of the class that it is given to, the fainter the less sure; or
 * of one of the ends of a range of values, the fainter the nearer to the middle. What is not a number is left empty.
 */
export function mapColors(outputs: readonly Float64Array[], style: MapStyle): Uint8ClampedArray<ArrayBuffer> {
  const { classes, range, colors, strength } = style;
  const [first] = outputs;
  const count = first?.length ?? 0;
  const bytes = new Uint8ClampedArray(4 * count);
  for (let point = 0; point < count; point++) {
    const { index, sure } =
      classes?.decision === "largest"
        ? largest(outputs, point)
        : side(first?.[point] as number, classes ? surenessRange(classes) : range);
    if (Number.isNaN(sure)) continue;
    bytes.set([...(colors[index % colors.length] as Rgb), 255 * strength * sure], 4 * point);
  }
  return bytes;
}

/** Values at which one output is sure of the first and of the second class. */
const surenessRange = ({ decision }: ClassTask): [number, number] =>
  decision === 0 ? [-1, 1] : [0, 2 * Number(decision)];

function side(value: number, range: readonly [number, number]) {
  const place = Number.isNaN(value) ? value : 2 * valueShare(value, range) - 1;
  return { index: place >= 0 ? 1 : 0, sure: Math.abs(place) };
}

/** The largest output, and how far it is ahead of the next. */
function largest(outputs: readonly Float64Array[], point: number) {
  let [index, best, next] = [0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [at, values] of outputs.entries()) {
    const value = values[point] as number;
    if (Number.isNaN(value)) return { index, sure: Number.NaN };
    if (value > best) [index, next, best] = [at, best, value];
    else if (value > next) next = value;
  }
  return { index, sure: Math.min(1, best - next) };
}
