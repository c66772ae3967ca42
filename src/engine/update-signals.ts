import type { FloatArray } from "../data/dataset.ts";
import type { Clip } from "../model/model.ts";
import type { UpdateSignals } from "../protocol/signals.ts";
import type { Plan } from "./plan.ts";
import type { Place } from "./tensor.ts";

/** A copy of all trained numbers, with the room between them, one array a place. */
export const copyWeights = (memory: FloatArray, places: readonly Place[]): FloatArray[] =>
  places.map((place) => numbersOf(memory, place, 0).slice() as FloatArray);

/** What the last update did to each layer: `before` holds the weights that it began with. */
export function updateSignals(
  memory: FloatArray,
  plan: Plan,
  input: number,
  before: readonly FloatArray[],
  clip: Clip | undefined,
): Map<number, UpdateSignals> {
  const { places } = plan;
  const gradients = plan.gradients === undefined ? plan.gradientsOf?.(memory, input) : undefined;
  const parts = places.map((place, at) => ({
    place,
    gradient: gradients?.[at] ?? numbersOf(memory, place, plan.gradients ?? 0),
    before: before[at] as FloatArray,
    after: numbersOf(memory, place, 0),
  }));
  const norm = Math.sqrt(sum(parts, ({ gradient }) => squares(gradient)));
  const factor = clip && "norm" in clip ? Math.min(1, clip.norm / (norm + 1e-6)) : 1;
  const limit = clip && "value" in clip ? clip.value : Number.POSITIVE_INFINITY;
  const layers = new Map<number, UpdateSignals>();
  for (const layer of new Set(places.map((place) => place.layer))) {
    const own = parts.filter(({ place }) => place.layer === layer);
    const count = sum(own, ({ place }) => place.shape.reduce((product, length) => product * length, 1));
    const cut = sum(own, ({ gradient }) => beyond(gradient, limit));
    const gradientNorm = Math.sqrt(sum(own, ({ gradient }) => squares(gradient)));
    const weightNorm = Math.sqrt(sum(own, (part) => squares(part.before)));
    const change = Math.sqrt(sum(own, (part) => squaredDifference(part.before, part.after)));
    layers.set(layer, {
      gradientNorm,
      clippedGradientNorm:
        limit === Number.POSITIVE_INFINITY
          ? gradientNorm * factor
          : Math.sqrt(sum(own, ({ gradient }) => squares(gradient, limit))),
      clippedShare: factor < 1 ? 1 : cut / count,
      weightNorm,
      updateRatio: change === 0 ? 0 : change / weightNorm,
    });
  }
  return layers;
}

/** The numbers of a place, `offset` bytes after it; what lies between them is 0. */
function numbersOf(memory: FloatArray, { address, bytes }: Place, offset: number): FloatArray {
  const start = (address + offset) / memory.BYTES_PER_ELEMENT;
  return memory.subarray(start, start + bytes / memory.BYTES_PER_ELEMENT) as FloatArray;
}

const sum = <Part>(parts: readonly Part[], value: (part: Part) => number): number =>
  parts.reduce((total, part) => total + value(part), 0);

/** The sum of squares, each number cut to ± `limit` first. */
function squares(values: ArrayLike<number>, limit = Number.POSITIVE_INFINITY): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) {
    const value = Math.min(Math.abs(values[at] as number), limit);
    total += value * value;
  }
  return total;
}

function beyond(values: ArrayLike<number>, limit: number): number {
  let count = 0;
  if (limit < Number.POSITIVE_INFINITY)
    for (let at = 0; at < values.length; at++) if (Math.abs(values[at] as number) > limit) count++;
  return count;
}

function squaredDifference(before: ArrayLike<number>, after: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < before.length; at++) {
    const change = (after[at] as number) - (before[at] as number);
    total += change * change;
  }
  return total;
}
