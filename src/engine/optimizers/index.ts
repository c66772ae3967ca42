import type { Optimizer, OptimizerName, OptimizerOf } from "../../model/model.ts";
import { adadelta } from "./adadelta.ts";
import { adagrad } from "./adagrad.ts";
import { adam, adamw } from "./adam.ts";
import { lion } from "./lion.ts";
import { nadam } from "./nadam.ts";
import type { OptimizerStep } from "./optimizer.ts";
import { rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

type OptimizerSteps = { readonly [Name in OptimizerName]: OptimizerStep<OptimizerOf<Name>> };

const optimizerSteps: OptimizerSteps = { sgd, rmsprop, adagrad, adadelta, adam, adamw, nadam, lion };

/** An optimizer's step with its parameters filled in. */
export interface UpdateStep {
  readonly operation: number;
  readonly end: number | undefined;
  readonly cost: number;
  readonly states: readonly (string | undefined)[];
  readonly settings: Readonly<Record<number, number>>;
  readonly bounded: boolean;
}

export function updateStep(optimizer: Optimizer): UpdateStep {
  // The table's type says that each step takes the parameters of its own name.
  const step = optimizerSteps[optimizer.type] as OptimizerStep<Optimizer>;
  return {
    operation: step.operation,
    end: step.end,
    cost: step.cost,
    states: step.states(optimizer),
    settings: step.settings(optimizer),
    bounded: step.bounded(optimizer),
  };
}
