import { logarithmicTicks, ticksAround } from "./ticks.ts";

/** The upright axis of a pane, from the values that are in view to pixels. */
export interface ValueScale {
  readonly logarithmic: boolean;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** Pixels that one tick's label needs. */
const tickHeight = 30;
/** Of the axis that stays free above and below the curves of a logarithmic one. */
const margin = 0.04;

/**
 * An axis for values from `low` to `high` in a pane of some height in pixels. A linear one begins and ends at a
 * tick. A logarithmic one needs positive values; without any it is linear.
 */
export function valueScale(
  extent: readonly [number, number] | undefined,
  logarithmic: boolean,
  height: number,
): ValueScale {
  const [low, high] = extent ?? [0, 1];
  const limit = height / tickHeight;
  if (logarithmic && low > 0) {
    const room = high > low ? margin * Math.log(high / low) : Math.LN2;
    const [from, to] = [low * Math.exp(-room), high * Math.exp(room)];
    return { logarithmic: true, from, to, ticks: logarithmicTicks(from, to, limit) };
  }
  const room = high > low ? 0 : Math.abs(high) / 10 || 1;
  const ticks = ticksAround(low - room, high + room, limit);
  const [first = low, last = high] = [ticks[0], ticks.at(-1)];
  // Numbers too large to be rounded are the ends themselves.
  return first < last
    ? { logarithmic: false, from: first, to: last, ticks }
    : { logarithmic: false, from: low, to: high, ticks: [low, high] };
}

/** How far up the axis a value stands: 0 at its lower end, 1 at its upper. */
export function placeOf({ logarithmic, from, to }: ValueScale, value: number): number {
  return logarithmic
    ? Math.log(value / from) / Math.log(to / from)
    : // Halved, so that the difference of the two largest numbers there are is finite.
      (value / 2 - from / 2) / (to / 2 - from / 2);
}
