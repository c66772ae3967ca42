import type { DataStatistics } from "../protocol/statistics.ts";

export type FloatArray = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A row-major matrix `[rows, width]`, normalized and encoded as the network sees it. */
export interface Table {
  readonly values: FloatArray;
  readonly width: number;
}

/** How one element of an input or output vector relates to the data's own units: value · scale + offset. */
export interface VectorElement {
  /** `temperature`, with a window `y[-5]`, for horizons `y[+0]`, one-hot `city=Paris`; for classes the label. */
  readonly name: string;
  readonly offset: number;
  readonly scale: number;
}

/**
 * Samples as indices into two tables, never copies. The input vector of sample s is the `inputWidth`
 * consecutive values of `inputs` that begin at row `inputStart[s]`; with a window that spans several rows,
 * oldest first. Likewise the target vector from row `targetStart[s]` of `targets`.
 */
export interface Dataset {
  readonly inputs: Table;
  readonly targets: Table;
  readonly inputWidth: number;
  readonly outputWidth: number;
  /** Per sample. */
  readonly inputStart: Uint32Array<ArrayBuffer>;
  readonly targetStart: Uint32Array<ArrayBuffer>;
  /** Sample indices of each split, in the order of the data. */
  readonly split: {
    readonly train: Uint32Array<ArrayBuffer>;
    readonly validation: Uint32Array<ArrayBuffer>;
    readonly test: Uint32Array<ArrayBuffer>;
  };
  /** What each sample counts in the loss, where its class has a weight. */
  readonly sampleWeights?: Float64Array<ArrayBuffer>;
  /** Per element of the input vector, and of the output vector. */
  readonly inputElements: readonly VectorElement[];
  readonly outputElements: readonly VectorElement[];
  /** Class targets: sorted labels, one-hot in `targets` under crossEntropy, 0 or 1 under binaryCrossEntropy. */
  readonly labels?: readonly (string | number)[];
  /** Where a row of inputs is an image: `[height, width]` or `[height, width, channels]`. */
  readonly imageShape?: readonly number[];
  /** x of the pictures for each row of the source table, its name, and whether it is ms since 1970 UTC. */
  readonly x: { readonly name: string; readonly values: Float64Array; readonly isDate: boolean };
  readonly statistics: DataStatistics;
}
