import type { FloatArray } from "../data/dataset.ts";
import type { ModelFile } from "../model/model.ts";
import { activationSteps } from "./activations/index.ts";
import { activationIdentity, onlineWords, opOnline } from "./kernels/layout.ts";
import { layerSteps } from "./layers/index.ts";
import { lossSteps } from "./losses/index.ts";
import type { Found, Plan, PlanInput } from "./plan.ts";
import { bytesOf, float64Words, Program, roundUp } from "./program.ts";
import { changesEachBatch } from "./schedules/index.ts";
import type { Place } from "./tensor.ts";

const mostWeights = 1 << 14;

/** Whether the network is trained one sample at a time, and all of it is known to the kernel that does so in one loop. */
export function isOnline({ network, training }: ModelFile, parameters: number): boolean {
  const { optimizer, schedule, clip } = training;
  return (
    training.batchSize === 1 &&
    parameters <= mostWeights &&
    network.layers.every(
      (layer) =>
        layer.type === "dense" && layer.l1 === 0 && layer.l2 === 0 && !activationSteps(layer.activation).own,
    ) &&
    !lossSteps[network.loss].overRows &&
    !changesEachBatch(schedule) &&
    training.classWeights === undefined &&
    optimizer.type === "sgd" &&
    optimizer.momentum === 0 &&
    optimizer.weightDecay === 0 &&
    !(clip && "norm" in clip)
  );
}

/** The plan for small networks trained sample by sample: weights as `[units][inputs]`, one instruction for a whole pass. */
export function onlinePlan(input: PlanInput): Plan {
  const { model, shapes, arena } = input;
  const { loss: lossName } = model.network;
  const layers = model.network.layers.filter((layer) => layer.type === "dense");
  const size = bytesOf(model.training.precision);
  const loss = lossSteps[lossName];
  const fused = loss.fused[layers.at(-1)?.activation.type ?? "identity"];
  const places: Place[] = [];
  const parts = layers.map((dense, layer) => {
    const { units, activation } = dense;
    const inputs = shapes.layers[layer]?.input ?? 0;
    const [kernel = 0, bias = 0] = layerSteps(dense)
      .parameters(dense, inputs)
      .map((parameter) => {
        const bytes = parameter.shape.reduce((product, length) => product * length, size);
        const address = arena.reserve(bytes, ["network", "layers", layer, "units"]);
        const index = (i: number, j: number): number => (parameter.shape.length === 2 ? j * inputs + i : j);
        places.push({
          ...parameter,
          name: `layers.${layer}.${parameter.name}`,
          layer,
          address,
          bytes,
          index,
        });
        return address;
      });
    return { inputs, units, activation: activationSteps(activation), kernel, bias };
  });
  const address = parts[0]?.kernel ?? 0;
  const weights = { address, bytes: arena.reserve(0, []) - address };
  const rest = parts.map(({ units }, layer) => {
    const reserve = (): number =>
      arena.reserve(roundUp(units * size, 16), ["network", "layers", layer, "units"]);
    return { output: reserve(), before: reserve(), error: reserve() };
  });
  const records = (logits: boolean): { address: number; words: number[] } => ({
    address: arena.reserve(parts.length * onlineWords * 4, []),
    words: parts.flatMap(({ inputs, units, activation, kernel, bias }, at) => {
      const { output, before, error } = rest[at] as (typeof rest)[number];
      const kind = logits && at === parts.length - 1 ? activationIdentity : activation.kernel;
      return [
        inputs,
        units,
        kind,
        kernel,
        bias,
        output,
        before,
        error,
        ...float64Words(activation.parameter),
      ];
    }),
  });
  const measured = records(fused !== undefined);
  const predicted = records(false);
  const width = layers.at(-1)?.units ?? 0;
  const program = (table: { address: number }, train: boolean, kernel: number, outputs: number): Program => {
    const made = new Program();
    const cost = 6 * weights.bytes;
    made.add(
      opOnline,
      cost,
      table.address,
      parts.length,
      kernel,
      loss.counted,
      input.scales,
      input.settings,
      train ? 1 : 0,
      outputs,
      width,
    );
    return made;
  };
  const at = (memory: FloatArray, start: number, index: number): number =>
    memory[start / size + index] as number;

  return {
    programs: {
      train: program(measured, true, fused ?? loss.kernel, 0),
      evaluate: program(measured, false, fused ?? loss.kernel, 0),
      predict: program(predicted, false, loss.kernel, input.outputs),
    },
    places,
    kept: [],
    weights,
    states: [],
    updateAt: 0,
    outputs: parts.map(({ units }, layer) => ({
      address: rest[layer]?.output ?? 0,
      panel: 32,
      panels: 1,
      width: units,
    })),
    rowsKept: 1,
    gradientsOf(memory, sample) {
      const gradients = new Map(
        places.map(({ address, bytes }) => [address, new Float64Array(bytes / size)]),
      );
      for (const [layer, { inputs, units, kernel, bias }] of parts.entries()) {
        const from = layer === 0 ? sample : (rest[layer - 1]?.output ?? 0);
        for (let j = 0; j < units; j++) {
          const error = at(memory, rest[layer]?.error ?? 0, j);
          const ofKernel = gradients.get(kernel);
          for (let i = 0; ofKernel && i < inputs; i++) ofKernel[j * inputs + i] = error * at(memory, from, i);
          const ofBias = gradients.get(bias);
          if (ofBias) ofBias[j] = error;
        }
      }
      return [...gradients.values()];
    },
    tables: [measured, predicted],
    findActivation(memory, _rows, value) {
      for (const [layer, { units }] of parts.entries())
        for (let unit = 0; unit < units; unit++) {
          const found = at(memory, rest[layer]?.output ?? 0, unit);
          if (!Number.isFinite(found)) return { layer, quantity: "activation", value: found };
        }
      return { quantity: "loss", value };
    },
    findGradient: (memory, sample) => firstGradient(memory, sample, (gradient) => gradient, "gradient"),
    findWeight(memory, sample, { learningRate }) {
      const { clip } = model.training;
      const limit = clip && "value" in clip ? clip.value : Number.POSITIVE_INFINITY;
      const next = (gradient: number, weight: number): number =>
        weight - learningRate * Math.max(-limit, Math.min(limit, gradient));
      const round = size === 8 ? (value: number): number => value : Math.fround;
      return firstGradient(memory, sample, (gradient, weight) => round(next(gradient, weight)), "weight");
    },
  };

  /** Goes through the gradients of the sample whose input stands at `sample`, as the kernel's errors say them. */
  function firstGradient(
    memory: FloatArray,
    sample: number,
    value: (gradient: number, weight: number) => number,
    quantity: "gradient" | "weight",
  ): Found {
    const round = size === 8 ? (x: number): number => x : Math.fround;
    for (let layer = parts.length - 1; layer >= 0; layer--) {
      const { inputs, units, kernel, bias } = parts[layer] as (typeof parts)[number];
      const from = layer === 0 ? sample : (rest[layer - 1]?.output ?? 0);
      for (let j = 0; j < units; j++) {
        const error = at(memory, rest[layer]?.error ?? 0, j);
        for (let i = -1; i < inputs; i++) {
          if (i < 0 && !bias) continue;
          const gradient = i < 0 ? error : round(error * at(memory, from, i));
          const weight = i < 0 ? at(memory, bias, j) : at(memory, kernel, j * inputs + i);
          const found = value(gradient, weight);
          if (!Number.isFinite(found)) return { layer, quantity, value: found };
        }
      }
    }
    return { quantity, value: Number.NaN };
  }
}
