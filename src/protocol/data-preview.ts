import type { Histogram, LabelCounts } from "./data-summary.ts";
import type { SampleCounts } from "./events.ts";

/** One sample as the network sees it. */
export interface PreviewSample {
  /** Of the first predicted row. */
  readonly x: number;
  /** 0 training, 1 validation, 2 test. */
  readonly split: 0 | 1 | 2;
  /** In the network's units, a value for each of the preview's `inputNames` and `targetNames`. */
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
}

/** One column that the network uses, in the data's own units; dates in milliseconds since 1970 (UTC). */
export interface PreviewColumn {
  readonly name: string;
  readonly role: "input" | "target";
  readonly kind: "number" | "class" | "date";
  /** Of the training rows. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly missing: number;
  /** The network sees (value − offset) / scale. */
  readonly offset: number;
  readonly scale: number;
  /** Over all rows; of classes, `labels`. */
  readonly histogram?: Histogram;
  readonly labels?: LabelCounts;
}

/** Pearson's correlation of inputs with targets on training samples; NaN where one of the two is constant. */
export interface Correlation {
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  /** `[inputs][targets]`. */
  readonly values: readonly (readonly number[])[];
}

/** What the network is given: after window, encoding and normalization, with the split. */
export interface DataPreview {
  readonly rows: number;
  /** Rows left out for a missing value. */
  readonly dropped: number;
  readonly samples: SampleCounts;
  /** What x is, and whether it is milliseconds since 1970 (UTC). */
  readonly xName: string;
  readonly xIsDate: boolean;
  /** Width of the input and the output vector; the names are those of the first elements. */
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly inputNames: readonly string[];
  readonly targetNames: readonly string[];
  /** The first ones. */
  readonly head: readonly PreviewSample[];
  readonly columnCount: number;
  readonly columns: readonly PreviewColumn[];
  /** Of the inputs that correlate most, in their order. */
  readonly correlation: Correlation;
}
