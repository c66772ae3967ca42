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
}

/** What the engine tells the rules about a run's inside. */
export interface Signals {
  readonly nonFinite?: NonFinite;
  /** Loss of the run's first batch, before any update. */
  readonly firstLoss?: number;
}
