/** What the prediction chart draws, in the data's own units. Sent once a run; `Predicted` follows live. */
export interface PredictionBase {
  /**
   * `series`: actual and predicted over x. `curve`: one input; data points and the fitted curve over a grid of
   * x. `scatter`: actual against predicted.
   */
  readonly kind: "series" | "curve" | "scatter";
  readonly xName: string;
  /** x is milliseconds since 1970 (UTC). */
  readonly xIsDate: boolean;
  /** Of each shown sample (at most 2000, evenly chosen), in ascending order for `series`. */
  readonly x: Float64Array;
  /** Of each shown sample: 0 training, 1 validation, 2 test. */
  readonly split: Uint8Array;
  readonly outputs: readonly { readonly name: string; readonly actual: Float64Array }[];
  /** For `curve`: ascending x at which `Predicted` gives values; else empty, and they are those of the samples. */
  readonly grid: Float64Array;
}

export interface Predicted {
  readonly epoch: number;
  /** One array an output: a value for each grid point, or for each shown sample. */
  readonly outputs: readonly Float64Array[];
}
