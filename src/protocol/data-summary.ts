/** How many values lie in each of equally wide steps from `from` to `to`; of few whole numbers, a step each. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** The labels that come most often, and what the others are together. */
export interface LabelCounts {
  readonly top: readonly { readonly label: string; readonly count: number }[];
  /** Different labels. */
  readonly different: number;
  /** Rows with none of those in `top`. */
  readonly others: number;
}

export interface NumberSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of the population (divided by n). */
  readonly deviation: number;
  readonly histogram: Histogram;
}

/** One column of the data as it stands in its source, every row of it. */
export interface ColumnSummary {
  readonly name: string;
  readonly kind: "number" | "text" | "date";
  readonly missing: number;
  /** Of numbers, and of dates in milliseconds since 1970 (UTC); absent where every value is missing. */
  readonly numbers?: NumberSummary;
  readonly labels?: LabelCounts;
  /** Why its values cannot be read. */
  readonly problem?: string;
}

/** What the data of a model file holds, whatever the file does with it. */
export interface DataSummary {
  readonly rows: number;
  /** How many columns there are; `columns` has the first of them. */
  readonly columnCount: number;
  readonly columns: readonly ColumnSummary[];
  /** Where a row is an image: `[height, width]` or `[height, width, channels]`. */
  readonly imageShape?: readonly number[];
}
