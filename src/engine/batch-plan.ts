import type { FloatArray } from "../data/dataset.ts";
import { identity } from "./activations/identity.ts";
import { activationSteps } from "./activations/index.ts";
import { opDerivative, opGather, opLoss, opNext, opOutput, opScan, opStep } from "./kernels/layout.ts";
import { type LayerPlaces, layerSteps } from "./layers/index.ts";
import { lossSteps } from "./losses/index.ts";
import { type Found, firstNonFinite, type Plan, type PlanInput, unitsPath } from "./plan.ts";
import { bytesOf, type Matrix, Program, panelColumns, roundUp } from "./program.ts";
import { type Place, panelled, panelledLength } from "./tensor.ts";

/** Rows past the end of a matrix that a kernel's last tile may touch. */
const spareRows = 4;
/** Bytes of scratch: one block of a transposed kernel. */
const scratchBytes = 256 * 32;

/** The plan for batches of rows: weights and activations in panels, one instruction a matrix. */
export function batchPlan(input: PlanInput): Plan {
  const { model, arena, update, evaluationRows, batchRows } = input;
  const { precision, batchSize } = model.training;
  const { layers } = model.network;
  const size = bytesOf(precision);
  const rows = Math.max(batchRows, evaluationRows);
  const matrix = (
    width: number,
    count: number,
    path = ["training", "batchSize"] as readonly (string | number)[],
  ): Matrix => {
    const panel = (count + spareRows) * 32;
    const panels = Math.ceil(width / panelColumns(precision));
    return { address: arena.reserve(panel * panels, path), panel, width };
  };
  const { places, blocks, weights } = placeWeights(input);
  const copies = update.states.length + 1;
  const start = arena.reserve(weights.bytes * copies, largestLayer(input));
  const gradients = start - weights.address;
  const states = update.states.map((name, at) => ({ name, offset: gradients + (at + 1) * weights.bytes }));

  const loss = lossSteps[model.network.loss];
  const lastLayer = layers.at(-1);
  const fused = lastLayer && loss.fused[lastLayer.activation.type];
  const scratch = arena.reserve(scratchBytes, []);
  const inputs = matrix(input.inputWidth, rows);
  let before = inputs;
  const parts = layers.map((layer, at) => {
    const { kernel, bias } = blocks[at] as Block;
    const path = batchSize > layer.units ? undefined : unitsPath(at);
    const output = matrix(layer.units, rows, path);
    const activation = activationSteps(layer.activation);
    const placed: LayerPlaces = {
      input: before,
      output,
      error: matrix(layer.units, batchRows, path),
      rows,
      kernel,
      bias,
      kernelGradient: kernel + gradients,
      biasGradient: layer.bias ? bias + gradients : 0,
      before: activation.fromInput ? matrix(layer.units, rows, path).address : 0,
      scratch,
    };
    before = output;
    return { steps: layerSteps[layer.type], activation, placed };
  });
  const last = parts.at(-1) as (typeof parts)[number];
  const width = last.placed.output.width;

  /** With `logits`, the last activation is left to the loss. */
  const forward = (program: Program, logits: boolean): void => {
    program.add(opGather, Math.min(rows * inputs.width, 1 << 16), inputs.address, inputs.panel, inputs.width);
    for (const { steps, activation, placed } of parts)
      steps.forward(program, placed, logits && placed === last.placed ? identity : activation);
  };
  const measure = (program: Program, error: Matrix | undefined): void => {
    const { output } = last.placed;
    const cost = Math.min(rows * width * 16, 1 << 18);
    program.add(
      opLoss,
      cost,
      output.address,
      output.panel,
      error?.address ?? 0,
      error?.panel ?? 0,
      width,
      fused ?? loss.kernel,
      loss.counted,
      input.scales,
    );
  };

  const train = new Program();
  forward(train, fused !== undefined);
  measure(train, last.placed.error);
  const { error, output } = last.placed;
  if (fused === undefined) {
    if (last.activation.own) last.activation.own.backward(train, output, error);
    else
      train.add(
        opDerivative,
        batchRows * 32,
        error.address,
        error.panel,
        last.placed.before || output.address,
        output.panel,
        width,
        last.activation.kernel,
      );
  }
  for (let at = parts.length - 1; at >= 0; at--) {
    const { steps, placed } = parts[at] as (typeof parts)[number];
    const previous = parts[at - 1];
    steps.backward(
      train,
      placed,
      previous && {
        error: previous.placed.error,
        activation: previous.activation,
        kept: previous.placed.before || previous.placed.output.address,
      },
    );
  }
  const unitValues = Math.min(weights.bytes, 1 << 17) / size;
  train.add(opScan, 2 * unitValues, weights.address + gradients, weights.bytes, input.settings);
  const [first = 0, second = 0] = states.map(({ offset }) => weights.address + offset);
  for (const probe of [1, 0])
    train.add(
      update.operation,
      update.cost * unitValues,
      weights.address,
      weights.address + gradients,
      weights.bytes,
      input.settings,
      first,
      second,
      probe,
    );
  const updateAt = train.length - 1;
  train.add(opStep, 0);
  train.add(opNext, 0);

  const evaluate = new Program();
  forward(evaluate, fused !== undefined);
  measure(evaluate, undefined);
  evaluate.add(opNext, 0);

  const predict = new Program();
  forward(predict, false);
  predict.add(opOutput, Math.min(rows * width, 1 << 16), output.address, output.panel, width, input.outputs);
  predict.add(opNext, 0);

  return {
    programs: { train, evaluate, predict },
    places,
    weights,
    states,
    gradients,
    tables: [],
    updateAt,
    findActivation(memory, count, value) {
      for (const [layer, { placed }] of parts.entries()) {
        const found = firstInMatrix(memory, placed.output, count);
        if (found !== undefined) return { layer, quantity: "activation", value: found };
      }
      return { quantity: "loss", value };
    },
    findGradient: (memory) => firstOf(memory, places.toReversed(), "gradient", gradients),
    findWeight(memory, _input, takeStep) {
      const kept = new Uint8Array(memory.buffer, weights.address, weights.bytes).slice();
      takeStep();
      const found = firstOf(memory, places, "weight", 0);
      new Uint8Array(memory.buffer).set(kept, weights.address);
      return found;
    },
  };
}

interface Block {
  readonly kernel: number;
  readonly bias: number;
}

/** The key of the layer with the most weights. */
function largestLayer({ shapes }: PlanInput) {
  const most = Math.max(...shapes.layers.map(({ parameters }) => parameters));
  return unitsPath(shapes.layers.findIndex(({ parameters }) => parameters === most));
}

/** All kernels and biases in one block of memory. A bias that is not used stays zero. */
function placeWeights({ model, shapes, arena }: PlanInput) {
  const { precision } = model.training;
  const size = bytesOf(precision);
  const columns = panelColumns(precision);
  const bytes = (count: number): number => roundUp(count * size, 64);
  const places: Place[] = [];
  const blocks: Block[] = [];
  for (const [layer, { units, bias }] of model.network.layers.entries()) {
    const inputs = shapes.layers[layer]?.input ?? 0;
    const kernelBytes = bytes(panelledLength(inputs, units, columns));
    const kernel = arena.reserve(kernelBytes + bytes(roundUp(units, columns)), unitsPath(layer));
    const block: Block = { kernel, bias: kernel + kernelBytes };
    blocks.push(block);
    places.push({
      name: `layers.${layer}.kernel`,
      layer,
      shape: [inputs, units],
      address: kernel,
      index: panelled(precision, inputs),
    });
    if (bias)
      places.push({
        name: `layers.${layer}.bias`,
        layer,
        shape: [units],
        address: block.bias,
        index: (_, unit) => unit,
      });
  }
  const address = blocks[0]?.kernel ?? 0;
  const end = arena.reserve(0, []);
  return { places, blocks, weights: { address, bytes: end - address } };
}

function firstOf(
  memory: FloatArray,
  places: readonly Place[],
  quantity: "gradient" | "weight",
  offset: number,
): Found {
  for (const place of places) {
    const value = firstNonFinite(memory, place, offset);
    if (value !== undefined) return { layer: place.layer, quantity, value };
  }
  return { quantity, value: Number.NaN };
}

function firstInMatrix(
  memory: FloatArray,
  { address, panel, width }: Matrix,
  rows: number,
): number | undefined {
  const size = memory.BYTES_PER_ELEMENT;
  const columns = 32 / size;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++) {
      const at = (address + Math.floor(column / columns) * panel) / size + row * columns + (column % columns);
      const value = memory[at] as number;
      if (!Number.isFinite(value)) return value;
    }
  return undefined;
}
