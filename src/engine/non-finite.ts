import type { NonFinite } from "../protocol/signals.ts";
import {
  instructionWords,
  numberBatchLoss,
  numberLearningRate,
  numberStep,
  passBatch,
  passCount,
  passInputStart,
  passInputStride,
  passInputs,
  passInstruction,
  passOrder,
  passPlan,
  stopGradient,
  stopWeight,
} from "./kernels/layout.ts";
import type { Machine } from "./machine.ts";

/** What stopped being finite in epoch `epoch`, from 1, where the kernels ended the training pass with `stop`. */
export function findNonFinite(machine: Machine, stop: number, epoch: number): NonFinite {
  const { plan, values, passes } = machine;
  const { train } = passes;
  const learningRate = train.number(numberLearningRate);
  const found =
    stop === stopGradient
      ? plan.findGradient(values, inputAddress(machine))
      : stop === stopWeight
        ? plan.findWeight(values, inputAddress(machine), { learningRate, take: () => takeStep(machine) })
        : plan.findActivation(values, rowsAtHand(machine), train.number(numberBatchLoss));
  return { step: train.number(numberStep) + 1, epoch, ...found };
}

/** Rows of the training batch at hand. */
export function rowsAtHand({ passes: { train } }: Machine): number {
  return Math.min(train.word(passBatch), train.word(passCount) - train.position);
}

/** Address of the input vector of the training sample at hand. */
export function inputAddress({ memory, passes: { train }, values }: Machine): number {
  const words = new Uint32Array(memory.buffer);
  const sample = words[train.word(passOrder) / 4 + train.position] as number;
  const row = words[train.word(passInputStart) / 4 + sample] as number;
  return train.word(passInputs) + row * train.word(passInputStride) * values.BYTES_PER_ELEMENT;
}

/** Runs the optimizer and leaves the pass as it was. */
function takeStep({ plan, passes: { train }, run }: Machine): void {
  const kept = train.copy();
  train.setWord(passInstruction, train.word(passPlan) + plan.updateAt * instructionWords * 4);
  train.setWord(passInstruction + 1, 0);
  run(train.address, Number.POSITIVE_INFINITY, 1);
  train.replace(kept);
}
