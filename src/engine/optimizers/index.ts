import type { Optimizer, OptimizerName } from "../../model/model.ts";
import { adam } from "./adam.ts";
import type { OptimizerStep } from "./optimizer.ts";
import { sgd } from "./sgd.ts";

type OptimizerSteps = { readonly [Name in OptimizerName]: OptimizerStep<Extract<Optimizer, { type: Name }>> };

const optimizerSteps: OptimizerSteps = { sgd, adam };

/** An optimizer's step with its parameters filled in. */
export interface UpdateStep {
  readonly operation: number;
  readonly cost: number;
  readonly states: readonly string[];
  readonly settings: Readonly<Record<number, number>>;
  readonly bounded: boolean;
}

export function updateStep(optimizer: Optimizer): UpdateStep {
  // The table's type says that each step takes the parameters of its own name.
  const step = optimizerSteps[optimizer.type] as OptimizerStep<Optimizer>;
  return {
    operation: step.operation,
    cost: step.cost,
    states: step.states(optimizer),
    settings: step.settings(optimizer),
    bounded: step.bounded(optimizer),
  };
}
