import type { SampleCounts } from "./events.ts";

/** What can be drawn of predictions: each task has some of these pictures. */
export const pictureNames = [
  "series",
  "forecast",
  "curve",
  "map",
  "scatter",
  "confusion",
  "images",
  "roc",
  "calibration",
] as const;
export type PictureName = (typeof pictureNames)[number];

/** 0 training, 1 validation, 2 test. */
export type Part = 0 | 1 | 2;

/** What the predictions are drawn over, in the data's own units. Sent once a run; `Predicted` follows live. */
export interface PredictionBase {
  /** The pictures that fit the task, the most telling first; never empty. */
  readonly pictures: readonly PictureName[];
  readonly xName: string;
  /** x is milliseconds since 1970 (UTC). */
  readonly xIsDate: boolean;
  /** Of each shown sample, at its first predicted row; in ascending order where `pictures` has a series. */
  readonly x: Float64Array;
  /** Of each shown sample, its `Part`. */
  readonly split: Uint8Array;
  /** How many samples there are, shown or not. */
  readonly samples: SampleCounts;
  readonly outputs: readonly ShownOutput[];
  readonly classes?: ClassTask;
  readonly curve?: CurveGrid;
  readonly plane?: PlaneGrid;
  readonly window?: WindowedSeries;
  readonly images?: ImageShape;
}

/** One value that the network predicts for each sample. */
export interface ShownOutput {
  /** As in the export: `y`, `y[+0]`, for classes the label. */
  readonly name: string;
  /** Of each shown sample; of a class 0 or 1. */
  readonly actual: Float64Array;
  /** Index of its target column, and with a window how many rows after the first predicted one it stands. */
  readonly column: number;
  readonly step: number;
}

/** Targets that are classes. */
export interface ClassTask {
  /** The column's name; absent where each class has a column. */
  readonly target?: string;
  /** In the order of the outputs; with a number as `decision` the two that each output decides between. */
  readonly names: readonly string[];
  /** The largest output's class is the one predicted; or each output alone decides, for the second class from here on. */
  readonly decision: "largest" | number;
  readonly areProbabilities: boolean;
}

/** The only input. */
export interface CurveGrid {
  readonly name: string;
  /** Of each shown sample. */
  readonly inputs: Float64Array;
  /** Ascending; `Predicted.grid` has values there. */
  readonly grid: Float64Array;
}

/** The only two inputs: the first goes right, the second up. */
export interface PlaneGrid {
  readonly names: readonly [string, string];
  /** Of each shown sample. */
  readonly inputs: readonly [Float64Array, Float64Array];
  /** Ascending; `Predicted.grid` has values `[second, first]`, row-major. */
  readonly grid: readonly [Float64Array, Float64Array];
}

/** What windows add to a series. */
export interface WindowedSeries {
  /** Of each step ahead: x of the row it predicts, for each shown sample. */
  readonly x: readonly Float64Array[];
  /** Of each target column: its last value before the predicted rows, for each shown sample. */
  readonly persistence: readonly Float64Array[];
  /** x of the data's last row and each target column's value there: the forecast goes on from it. */
  readonly lastX: number;
  readonly last: Float64Array;
  /** x of the rows after the data's end that the last window predicts, one a step. */
  readonly forecastX: Float64Array;
}

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 colours, 4 with opacity. */
  readonly channels: 1 | 3 | 4;
}

export interface Predicted {
  readonly epoch: number;
  /** One array an output: a value for each shown sample. */
  readonly outputs: readonly Float64Array[];
  /** One array an output: a value for each point of the curve's or plane's grid. */
  readonly grid?: readonly Float64Array[];
  /** A value for each output, from the last window of the data. */
  readonly forecast?: Float64Array;
  readonly images?: readonly WrongImages[];
}

/** The shown samples of a split whose predictions are furthest from the truth, worst first. */
export interface WrongImages {
  readonly part: Part;
  /** Indices of shown samples. */
  readonly shown: Uint32Array;
  /** `[images, height, width, channels]`, 0 to 255. */
  readonly pixels: Uint8Array;
}
