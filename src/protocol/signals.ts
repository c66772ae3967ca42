/** The first value of a run that stopped being finite. */
export interface NonFinite {
  /** The update at which it was seen, from 1, and its epoch, from 1. */
  readonly step: number;
  readonly epoch: number;
  /** Index in `network.layers`; absent where the loss itself is the first. */
  readonly layer?: number;
  readonly quantity: "activation" | "loss" | "gradient" | "weight";
  /** "NaN", "Infinity" or "-Infinity". */
  readonly value: number;
  /** Of an activation that was kept: what it was taken of. */
  readonly input?: number;
}

/** What one update did to the trained numbers of a layer; norms are Euclidean. */
export interface UpdateSignals {
  /** Of the batch's gradient, before and after the clip. */
  readonly gradientNorm: number;
  readonly clippedGradientNorm: number;
  /** Share of the gradient's components that the clip changed. */
  readonly clippedShare: number;
  /** Before the update. */
  readonly weightNorm: number;
  /** Norm of the update over that of the weights. */
  readonly updateRatio: number;
}

/** What a layer gave for some of the training rows, in evaluation mode. */
export interface ActivationSignals {
  readonly mean: number;
  readonly deviation: number;
  /** Share of relu units that gave 0 for every row; 0 for other activations. */
  readonly deadShare: number;
  /** Share of values where the slope of sigmoid or tanh is below 4 % of its largest; 0 for other activations. */
  readonly saturatedShare: number;
}

export interface LayerSignals {
  /** Absent where the layer has nothing to train. */
  readonly update?: UpdateSignals;
  readonly activations: ActivationSignals;
}

/** Some of a layer's values, spread over all of them, for a histogram. */
export interface LayerValues {
  /** Of its kernel, or of a normalization's gamma, after the update; absent where it has nothing to train. */
  readonly weights?: Float64Array;
  /** Of what it gave for the rows that `ActivationSignals` are of. */
  readonly activations: Float64Array;
}

/** One sampled update: the `step`th of the run, in epoch `epoch`, both from 1; one entry a layer of the network. */
export interface SampledUpdate {
  readonly step: number;
  readonly epoch: number;
  readonly layers: readonly LayerSignals[];
  readonly values?: readonly LayerValues[];
}

/** What the engine tells the rules about a run's inside. */
export interface Signals {
  /** The newest update that was looked at; about one in the time that 1 % of the training takes. */
  readonly sampled?: SampledUpdate;
  readonly nonFinite?: NonFinite;
  /** Loss of the run's first batch, before any update. */
  readonly firstLoss?: number;
}
