import type { Edit } from "../protocol/finding.ts";

/** A short training from the file's own first weights, with edits to the model file, to see what would help. */
export interface Experiment {
  /** On the text of the model file; parse it again after. */
  readonly edits: readonly Edit[];
  /** Number of updates. */
  readonly steps: number;
}

/** Losses in the units that the experiment's network trains in. */
export interface ExperimentOutcome {
  readonly firstLoss: number;
  readonly lastLoss: number;
  /** Losses, gradients and weights stayed finite. */
  readonly finite: boolean;
}

export interface ExperimentResult {
  readonly experiment: Experiment;
  readonly outcome: ExperimentOutcome;
}

const key = ({ edits }: Experiment): string => JSON.stringify(edits);

/** The result of an experiment with the same edits, if there is one. */
export const resultOf = (
  results: readonly ExperimentResult[],
  experiment: Experiment,
): ExperimentResult | undefined => results.find((result) => key(result.experiment) === key(experiment));

/** Whether the edits let the network learn: everything finite, and the loss lower than it began. */
export const worked = ({ outcome }: ExperimentResult): boolean =>
  outcome.finite && outcome.lastLoss < outcome.firstLoss;
