import * as l10n from "@vscode/l10n";
import { ExpressionError } from "../model/expression.ts";
import type { Layer } from "../model/model.ts";
import { outputActivation } from "../model/output-layer.ts";
import { identity } from "./activations/identity.ts";
import { EngineError } from "./error.ts";
import { firstActivation, firstOf } from "./find-non-finite.ts";
import {
  opGather,
  opLoss,
  opNext,
  opOutput,
  opProbeEnd,
  opScan,
  opScanEnd,
  opSkipProbe,
  opStep,
  rowValues,
  scratchBytes,
  updateBytes,
} from "./kernels/layout.ts";
import { type BuiltLayer, type LayerContext, layerSteps, throughActivation } from "./layers/index.ts";
import { lossSteps } from "./losses/index.ts";
import type { Plan, PlanInput } from "./plan.ts";
import { bytesOf, type Matrix, Program, panelColumns, roundUp } from "./program.ts";
import { placeWeights, widthPath } from "./weights.ts";

/** Rows past the end of a matrix that a kernel's last tile may touch. */
const spareRows = 4;

/** The plan for batches of rows: weights and activations in panels, one instruction a matrix. */
export function batchPlan(input: PlanInput): Plan {
  const { model, arena, update, batchRows } = input;
  const size = bytesOf(model.training.precision);
  const { places, kept, weights } = placeWeights(input);
  const stateNames = update.states.filter((name) => name !== undefined);
  const path = largestLayer(input);
  const free = arena.reserve(0, path);
  const gradients = outOfStep(free - weights.address);
  const stride = outOfStep(weights.bytes);
  arena.reserve(weights.address + gradients - free + stride * (stateNames.length + 1), path);
  const states = stateNames.map((name, at) => ({ name, offset: gradients + (at + 1) * stride }));
  const { inputs, layers, tables } = buildLayers(input, { places, kept, gradients });

  const loss = lossSteps[model.network.loss];
  const fused = loss.fused[outputActivation(model.network).type];
  const last = layers.at(-1) as BuiltLayer;
  const { width } = last.output;
  const rows = largestBatch(input);

  /** With `logits`, the last activation is left to the loss. */
  const forward = (program: Program, training: boolean, logits: boolean): void => {
    // It waits for memory: a value takes as long as several operations.
    const cost = 16 * Math.min(rows * inputs.width, rowValues);
    program.add(opGather, cost, inputs.address, inputs.panel, inputs.width);
    program.share({ shares: "every", unitRows: Math.max(1, Math.floor(rowValues / inputs.width)) });
    for (const layer of layers)
      layer.forward(program, {
        training,
        activation: logits && layer === last ? identity : layer.activation,
      });
  };
  const measure = (program: Program, error: Matrix | undefined): void => {
    const { address, panel } = last.output;
    const errors = [error?.address ?? 0, error?.panel ?? 0];
    const cost = Math.min(rows * width * 16, 1 << 18);
    const kernel = fused ?? loss.kernel;
    program.add(opLoss, cost, address, panel, ...errors, width, kernel, loss.counted, input.scales);
  };

  const train = new Program();
  forward(train, true, fused !== undefined);
  measure(train, last.error);
  if (fused === undefined) throughActivation(train, last, batchRows);
  for (let at = layers.length - 1; at >= 0; at--) layers[at]?.backward(train, layers[at - 1]);
  const unitValues = Math.min(weights.bytes, updateBytes) / size;
  const sharing = { shares: "every", steps: Math.ceil(weights.bytes / updateBytes) } as const;
  const scanned = [weights.address + gradients, weights.bytes, input.settings];
  train.add(opScan, 4 * unitValues, ...scanned);
  train.share(sharing);
  train.add(opScanEnd, 0, ...scanned);
  train.add(opSkipProbe, 0, input.settings);
  const stateAddress = (name: string | undefined): number => {
    const state = states.find((each) => each.name === name);
    return state ? weights.address + state.offset : 0;
  };
  const [first = 0, second = 0, third = 0] = update.states.map(stateAddress);
  for (const probe of [1, 0]) {
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
      third,
    );
    train.share(sharing);
    if (probe) train.add(opProbeEnd, 0, weights.bytes);
  }
  const updateAt = train.length - 1;
  if (update.end !== undefined) train.add(update.end, 0, input.settings);
  train.add(opStep, 0, weights.bytes);
  train.add(opNext, 0);

  const evaluate = new Program();
  forward(evaluate, false, fused !== undefined);
  measure(evaluate, undefined);
  evaluate.add(opNext, 0);

  const predict = new Program();
  forward(predict, false, false);
  const { address, panel } = last.output;
  predict.add(opOutput, Math.min(rows * width, rowValues), address, panel, width, input.outputs);
  predict.add(opNext, 0);

  return {
    programs: { train, evaluate, predict },
    places,
    kept,
    weights,
    states,
    gradients,
    outputs: layers.map(({ output }) => output),
    rowsKept: rows,
    tables,
    updateAt,
    findActivation: (memory, count, value) => firstActivation(memory, layers, count, value),
    findGradient: (memory) => firstOf(memory, places.toReversed(), "gradient", gradients),
    findWeight(memory, _input, step) {
      const before = new Uint8Array(memory.buffer, weights.address, weights.bytes).slice();
      step.take();
      const found = firstOf(memory, places, "weight", 0);
      new Uint8Array(memory.buffer).set(before, weights.address);
      return found;
    },
  };
}

/**
 * The least distance from `bytes` on at which arrays that are gone through together begin at different places of
 * their pages: at the same place they wait for each other, which took four times as long.
 */
const outOfStep = (bytes: number): number => roundUp(bytes - pageStep, pageBytes) + pageStep;

const pageBytes = 4096;
/** Whole lines of the cache, and few enough for five arrays in a page. */
const pageStep = 832;

const largestBatch = ({ batchRows, evaluationRows }: PlanInput): number =>
  Math.max(batchRows, evaluationRows);

/** The layers in their places, one after another, and the matrix of the inputs. */
function buildLayers(
  input: PlanInput,
  { places, kept, gradients }: Pick<Plan, "places" | "kept"> & { gradients: number },
): { inputs: Matrix; layers: BuiltLayer[]; tables: Table[] } {
  const { model, arena, shapes, inputWidth, batchRows } = input;
  const { precision, batchSize, seed } = model.training;
  const rows = largestBatch(input);
  const matrix = (width: number, count: number, path: PlanPath): Matrix => {
    const panel = (count + spareRows) * 32;
    const panels = Math.ceil(width / panelColumns(precision));
    return { address: arena.reserve(panel * panels, path), panel, panels, width };
  };
  const batchPath: PlanPath = ["training", "batchSize"];
  const inputs = matrix(inputWidth, rows, batchPath);
  const scratch = arena.reserve(scratchBytes * input.threads, []);
  const all = [...places, ...kept];
  const firstPenalty = model.network.layers.findIndex(
    (layer) => layer.type === "dense" && (layer.l1 > 0 || layer.l2 > 0),
  );
  const layers: BuiltLayer[] = [];
  const tables: Table[] = [];
  for (const [index, layer] of model.network.layers.entries()) {
    const place = (name: string) => all.find((each) => each.name === `layers.${index}.${name}`);
    const path = (width: number) => (batchSize > width ? batchPath : widthPath(model.network.layers, index));
    const context: LayerContext = {
      index,
      seed,
      input: layers.at(-1)?.output ?? inputs,
      rows,
      batchRows,
      address: (name) => place(name)?.address ?? 0,
      gradient: (name) => (place(name)?.address ?? 0) + gradients,
      bytes: (name) => place(name)?.bytes ?? 0,
      firstPenalty: index === firstPenalty,
      values: (width) => matrix(width, rows, path(width)),
      errors: (width) => matrix(width, batchRows, path(width)),
      numbers: (count) => arena.reserve(count * bytesOf(precision), path(shapes.layers[index]?.output ?? 0)),
      scratch,
      table: (words) => {
        const address = arena.reserve(words.length * 4, []);
        tables.push({ address, words });
        return address;
      },
    };
    layers.push(build(layer, context));
  }
  return { inputs, layers, tables };
}

type Table = Plan["tables"][number];

/** Builds a layer; throws an `EngineError` at its activation where that is an expression of too many terms. */
function build(layer: Layer, context: LayerContext): BuiltLayer {
  try {
    return layerSteps(layer).build(layer, context);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const path = ["network", "layers", context.index, "activation"];
    throw new EngineError(path, l10n.t("This expression does not work: {0}.", error.message));
  }
}

type PlanPath = Parameters<PlanInput["arena"]["reserve"]>[1];

/** The key of the layer with the most weights. */
function largestLayer({ model, shapes }: PlanInput): PlanPath {
  const most = Math.max(...shapes.layers.map(({ parameters }) => parameters));
  const index = shapes.layers.findIndex(({ parameters }) => parameters === most);
  return widthPath(model.network.layers, index);
}
