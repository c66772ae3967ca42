import type { Walk } from "./walk.ts";

/** What a view asks of the network as it stands. */
export interface Question {
  readonly about: "walk";
  /** Index among the training samples, from 0. */
  readonly sample: number;
  /** The layer, unit and weight of the unit that are looked at closely, from 0. */
  readonly layer: number;
  readonly unit: number;
  readonly weight: number;
}

/** `refused`: there is no answer, and `message` says why, for a person to read. */
export type Answer =
  | { readonly status: "answered"; readonly walk: Walk }
  | { readonly status: "refused"; readonly message: string };
