import type { RandomStream } from "../../data/random.ts";

/** Number of values that enter a unit, and that leave an input. */
export interface Fans {
  readonly in: number;
  readonly out: number;
}

/** Draws one weight after another. */
export type Draw<Parameters> = (parameters: Parameters, random: RandomStream, fans: Fans) => () => number;

export function uniform(random: RandomStream, low: number, high: number): () => number {
  return () => low + (high - low) * random.uniform();
}

export function normal(random: RandomStream, mean: number, deviation: number): () => number {
  return () => mean + deviation * random.normal();
}
