/** `null`: no clip. */
export type ClipSetting = { readonly value: number } | { readonly norm: number } | null;

/** What may be set apart from the model file: of a run that goes on, or (the seed) of one that begins. */
export interface Settings {
  /** The highest rate that the training goes by: the optimizer's, or that of a schedule that sets its own. */
  readonly learningRate: number;
  readonly clip: ClipSetting;
  readonly batchSize: number;
  readonly seed: number;
}

export type SettingsChange = Partial<Settings>;

/** What a run that goes on may be told. */
export type LiveChange = Partial<Omit<Settings, "seed">>;

/** What a run that goes on is told: what to go by, and what its file says by now. */
export interface LiveOrder {
  readonly set?: LiveChange;
  readonly file?: Settings;
}

/** What was set in a run apart from its file, and when it took hold: after `step` updates, `batch` of them in the epoch. */
export interface RunChange {
  /** Whole epochs done before it. */
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
  readonly set: SettingsChange;
  /** What the file says at the same keys. */
  readonly file: SettingsChange;
}

/** A run's settings as a view shows them. */
export interface RunSettings {
  readonly now: Settings;
  /** What the file says by now. */
  readonly file: Settings;
  /** Of all that was set, what the file does not say. */
  readonly unwritten: SettingsChange;
  /** Set, but not in force yet: a batch size waits for the next epoch, the rest for the next batch. */
  readonly waiting: LiveChange;
  /** The key that `learningRate` stands under, and what its value may not be below. */
  readonly rateKey: "learningRate" | "maxLearningRate";
  readonly leastRate: number;
  /** A batch is at most all training rows. */
  readonly largestBatch: number;
}
