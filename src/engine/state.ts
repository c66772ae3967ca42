import * as l10n from "@vscode/l10n";
import { EngineError } from "./error.ts";
import { keptTensors, restoreKept } from "./kept-outputs.ts";
import {
  numberFirstLoss,
  numberLargest,
  numberLoss,
  numberMetric,
  numberMomentumProduct,
  numberPenalty,
  numberPenaltyRows,
  numberStep,
  numberWeights,
} from "./kernels/layout.ts";
import type { Machine } from "./machine.ts";
import { readTensor, type Tensor, writeTensor } from "./tensor.ts";

/** Name of the tensor that holds where the run is. */
export const positionName = "position";

/** The numbers of the training pass that a run needs to go on, after its epoch and its place in it. */
const savedNumbers = [
  numberStep,
  numberLoss,
  numberMetric,
  numberFirstLoss,
  numberPenalty,
  numberPenaltyRows,
  numberMomentumProduct,
  numberWeights,
] as const;

/** One of those numbers in a saved state; 0 where it is not in it. */
export function savedNumber(state: readonly Tensor[], index: (typeof savedNumbers)[number]): number {
  const data = state.find(({ name }) => name === positionName)?.data;
  return data?.[2 + savedNumbers.indexOf(index)] ?? 0;
}

/** All that the layers hold. */
export function weightTensors({ plan, values }: Machine): Tensor[] {
  return [...plan.places, ...plan.kept].map((place) => readTensor(values, place));
}

/** All that a run needs to go on bit for bit, besides its weights: the optimizer's states and the position. */
export function stateTensors(machine: Machine, epoch: number): Tensor[] {
  const { plan, values, passes } = machine;
  const { train } = passes;
  const numbers = savedNumbers.map((index) => train.number(index));
  const data = Float64Array.from([epoch, train.position, ...numbers]);
  return [
    { name: positionName, dtype: "F64", shape: [data.length], data },
    ...keptTensors(machine),
    ...plan.states.flatMap(({ name, offset }) =>
      plan.places.map((place) => readTensor(values, place, offset, `optimizer.${name}.${place.name}`)),
    ),
  ];
}

/** Puts weights back, and with `state` all else; returns the epoch. Throws an `EngineError` at a layer that differs. */
export function restoreTensors(
  machine: Machine,
  weights: readonly Tensor[],
  state: readonly Tensor[] = [],
): number {
  const { plan, values, passes } = machine;
  const named = new Map([...weights, ...state].map((tensor) => [tensor.name, tensor]));
  const places = [...plan.places, ...plan.kept];
  for (const { name, layer, shape } of places) {
    const saved = named.get(name)?.shape;
    if (saved && saved.length === shape.length && saved.every((length, at) => length === shape[at])) continue;
    throw new EngineError(
      ["network", "layers", layer],
      l10n.t(
        "The saved run has {0} {1} where this layer has {2}.",
        name,
        saved ? `[${saved}]` : "–",
        `[${shape}]`,
      ),
    );
  }
  if (weights.length !== places.length)
    throw new EngineError(["network", "layers"], l10n.t("The saved run has more layers than this network."));
  for (const place of places) {
    const tensor = named.get(place.name);
    if (tensor) writeTensor(values, place, tensor.data);
  }
  for (const place of plan.places) {
    for (const { name, offset } of plan.states) {
      const moment = named.get(`optimizer.${name}.${place.name}`);
      if (moment) writeTensor(values, place, moment.data, offset);
    }
  }
  const { train } = passes;
  const [epoch = 0, sample = 0, ...numbers] = named.get(positionName)?.data ?? [];
  train.rewind(sample);
  for (const [at, index] of savedNumbers.entries()) train.setNumber(index, numbers[at] ?? 0);
  // A pass begun without weights: each row counted once.
  if (train.number(numberWeights) === 0) train.setNumber(numberWeights, sample);
  restoreKept(machine, named);
  // The next step looks at every weight before it writes one.
  train.setNumber(numberLargest, Number.POSITIVE_INFINITY);
  return epoch;
}
