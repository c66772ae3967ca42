import type { SampleCounts } from "./events.ts";

/** One column as the training split shows it, in the data's own units. */
export interface ColumnStatistics {
  readonly name: string;
  /** `class`: labels or a one-hot text column, never normalized. */
  readonly kind: "number" | "class" | "date";
  /** Of a class, sorted. With `binary` the two are one element, 0 or 1; else each has its own. */
  readonly labels?: readonly (string | number)[];
  readonly binary?: true;
  readonly mean: number;
  /** Of the population (divided by n). */
  readonly deviation: number;
  readonly min: number;
  readonly max: number;
  /** The network sees (value − offset) / scale. */
  readonly offset: number;
  readonly scale: number;
  /** Rows that had no value: filled or left out, as `missing` says. */
  readonly missing: number;
}

/** Losses, in the network's units, of predictors that any network must beat. */
export interface Baselines {
  /** Of the best constant prediction on the training split, under the file's loss. */
  readonly constantLoss: number;
}

/** What the rules may know about the data. */
export interface DataStatistics {
  /** Rows that are used. */
  readonly rows: number;
  /** Rows left out for a missing value. */
  readonly dropped: number;
  readonly samples: SampleCounts;
  /** One per source column, in order (not per window step). */
  readonly inputs: readonly ColumnStatistics[];
  readonly targets: readonly ColumnStatistics[];
  /** Width of one input vector and one output vector as the network sees them. */
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly windowed: boolean;
  /** For class targets, the sorted labels. */
  readonly labels?: readonly (string | number)[];
  readonly baselines: Baselines;
}
