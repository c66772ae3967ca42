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
  /** Numbers that seem to stand for a missing value. */
  readonly codes?: readonly GapCode[];
}

/** A number far outside of its column's others, such as data sets write where there is no value: -999, 9999. */
export interface GapCode {
  readonly value: number;
  readonly rows: number;
}

/** An input that holds what is to be predicted. */
export interface Giveaway {
  readonly input: string;
  readonly target: string;
  /**
   * `same`: the very column; `equal`: the same values; `scaled`: target = factor · input + offset; `recoded`: another
   * value for each label.
   */
  readonly relation: "same" | "equal" | "scaled" | "recoded";
  readonly factor: number;
  readonly offset: number;
  /** The target's value of the row after, which a window's last step thereby knows. */
  readonly ahead: boolean;
}

/** Samples held out from training (for validation and testing) that training knows. */
export interface KnownSamples {
  readonly heldOut: number;
  readonly known: number;
}

/** Held-out rows that also stand in training, more often than coarse values make rows meet. */
export interface RepeatedRows extends KnownSamples {
  /** How many of as many held-out rows would, were the split sequential. */
  readonly knownInOrder: number;
}

/** Training samples that have a label. */
export interface ClassCount {
  readonly label: string | number;
  readonly count: number;
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
  /** For one target column of classes, labels or 0 and 1 (-1 and 1 under hinge), in the order of the labels. */
  readonly classes?: readonly ClassCount[];
  readonly giveaways?: readonly Giveaway[];
  readonly repeatedRows?: RepeatedRows;
  /** Held-out windows that share rows with windows of training, where the split is shuffled. */
  readonly sharedWindows?: KnownSamples;
  readonly baselines: Baselines;
}
