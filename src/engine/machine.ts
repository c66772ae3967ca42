import type { Dataset, FloatArray } from "../data/dataset.ts";
import type { ModelFile } from "../model/model.ts";
import { inferShapes } from "../model/shapes.ts";
import type { JsonPath } from "../protocol/json.ts";
import { Arena } from "./arena.ts";
import { batchPlan } from "./batch-plan.ts";
import {
  jobBytes,
  numberLargest,
  passBatch,
  passBytes,
  passCount,
  passInputStart,
  passInputStride,
  passInputs,
  passKept,
  passOrder,
  passPartials,
  passPlan,
  passRates,
  passTargetStart,
  passTargetStride,
  passTargets,
  passWeights,
  settingBytes,
  updateBytes,
} from "./kernels/layout.ts";
import { needsOutputs } from "./metrics/index.ts";
import { isOnline, onlinePlan } from "./online-plan.ts";
import { updateStep } from "./optimizers/index.ts";
import { Pass } from "./pass.ts";
import { keptEnd, kernelSettings, type Plan } from "./plan.ts";
import { bytesOf, type Program } from "./program.ts";
import { changesEachBatch } from "./schedules/index.ts";
import {
  allowedThreads,
  instantiate,
  type Kernels,
  type StartThread,
  startThreads,
  threadsPay,
} from "./threads.ts";
import { kernelModule } from "./variant.ts";

/** Rows of a batch of evaluation, where training's is not larger. */
const evaluationBatch = 256;

export interface MachineOptions {
  readonly model: ModelFile;
  readonly dataset: Dataset;
  /** Bytes. */
  readonly memoryLimit: number;
  /** The most that train, this one included; the numbers are the same with any, and small networks use one. */
  readonly threads?: number;
  /** Starts the others; without it there are none. */
  readonly startThread?: StartThread;
}

/** The network's plan and the data in the kernels' memory, ready to run. */
export interface Machine {
  readonly plan: Plan;
  readonly parameters: number;
  readonly memory: WebAssembly.Memory;
  /** All of memory as numbers of the run's precision. */
  readonly values: FloatArray;
  readonly passes: {
    readonly train: Pass;
    readonly evaluate: Pass;
    readonly predict: Pass;
    readonly direct: Pass;
  };
  readonly run: Kernels["run"];
  /** The optimizer's and the clip's, as `kernelSettings` gives them. */
  readonly settings: Float64Array;
  /** Sample numbers of the training pass, and of one batch of the others. */
  readonly order: Uint32Array<ArrayBuffer>;
  readonly chunk: Uint32Array<ArrayBuffer>;
  /** Input vectors and outputs of one batch, row-major. */
  readonly directInputs: FloatArray;
  readonly outputs: FloatArray;
  /** Values of one output. */
  readonly width: number;
  /** Bytes from the weights, and what the layers keep besides, to those of the best epoch, where these are kept. */
  readonly best?: number;
  /** Outputs of the training pass and of an evaluation, row-major in the pass's order, where a metric wants them. */
  readonly kept?: { readonly train: FloatArray; readonly evaluate: FloatArray };
  /** How many threads work on it, and how the others are ended. */
  readonly threads: number;
  endThreads(): void;
}

/** Writes what the kernels go by of the model's optimizer and clip. */
export function putSettings(settings: Float64Array, model: ModelFile): void {
  const values = kernelSettings(model, updateStep(model.training.optimizer));
  for (const [index, value] of Object.entries(values)) settings[Number(index)] = value;
}

/** Lays out memory, compiles the plan and copies the data in; throws an `EngineError` where it would not fit. */
export async function buildMachine({
  model,
  dataset,
  memoryLimit,
  threads = 1,
  startThread,
}: MachineOptions): Promise<Machine> {
  const { training, data } = model;
  const { inputWidth, outputWidth, inputs, targets, split } = dataset;
  const size = bytesOf(training.precision);
  const arena = new Arena();
  const source: JsonPath = ["data", data.file !== undefined ? "file" : data.values ? "values" : "generate"];
  const shapes = inferShapes(model, inputWidth);
  const batch: JsonPath = ["training", "batchSize"];

  const batchRows = Math.max(1, Math.min(training.batchSize, split.train.length));
  const evaluationRows = Math.max(batchRows, Math.min(evaluationBatch, dataset.inputStart.length));
  const inputsAt = arena.reserve(inputs.values.length * size, source);
  const targetsAt = arena.reserve(targets.values.length * size, source);
  const inputStartAt = arena.reserve(dataset.inputStart.byteLength, source);
  const targetStartAt = arena.reserve(dataset.targetStart.byteLength, source);
  const orderAt = arena.reserve(split.train.byteLength, source);
  const chunkAt = arena.reserve(evaluationRows * 4, batch);
  const identityAt = arena.reserve(evaluationRows * 4, batch);
  const directAt = arena.reserve(evaluationRows * inputWidth * size, batch);
  const outputsAt = arena.reserve(evaluationRows * outputWidth * size, batch);
  const noTargetAt = arena.reserve(outputWidth * size, batch);
  const scalesAt = arena.reserve(outputWidth * 8, batch);
  const settingsAt = arena.reserve(settingBytes, []);
  const passesAt = arena.reserve(passBytes * 4, []);
  const allowed = startThread ? allowedThreads(threads) : 1;
  const jobsAt = arena.reserve(jobBytes, []);

  const update = updateStep(training.optimizer);
  const plan = (isOnline(model, shapes.parameters) ? onlinePlan : batchPlan)({
    model,
    shapes,
    inputWidth,
    update,
    arena,
    batchRows,
    evaluationRows,
    settings: settingsAt,
    scales: scalesAt,
    outputs: outputsAt,
    threads: allowed,
  });
  const partialsAt = arena.reserve(Math.ceil(plan.weights.bytes / updateBytes) * 16, []);
  const batches = changesEachBatch(training.schedule) ? Math.ceil(split.train.length / batchRows) : 0;
  const ratesAt = arena.reserve(batches * 8, batch);
  const held = keptEnd(plan) - plan.weights.address;
  const bestAt = arena.reserve(training.earlyStopping ? held : 0, ["training", "earlyStopping"]);
  const keeps = needsOutputs(model);
  const keep = (rows: number): number =>
    arena.reserve(keeps ? rows * outputWidth * size : 0, ["training", "metrics"]);
  const mostEvaluated = Math.max(split.train.length, split.validation.length, split.test.length);
  const keptAt = keep(split.train.length);
  const evaluatedAt = keep(mostEvaluated);
  const weightsAt = arena.reserve(dataset.sampleWeights?.byteLength ?? 0, ["training", "classWeights"]);
  const programAt = (program: Program): number => arena.reserve(program.words.length * 4, []);
  const programs = Object.values(plan.programs).map((program) => ({
    address: programAt(program),
    words: program.words,
  }));

  const threadCount = threadsPay(plan.programs.train.sharedCost(batchRows)) ? allowed : 1;
  const memory = arena.allocate(memoryLimit, threadCount > 1);
  const { buffer } = memory;
  const floats = (address: number, length: number): FloatArray =>
    size === 8 ? new Float64Array(buffer, address, length) : new Float32Array(buffer, address, length);
  const whole = (address: number, length: number) => new Uint32Array(buffer, address, length);
  floats(inputsAt, inputs.values.length).set(inputs.values);
  floats(targetsAt, targets.values.length).set(targets.values);
  whole(inputStartAt, dataset.inputStart.length).set(dataset.inputStart);
  whole(targetStartAt, dataset.targetStart.length).set(dataset.targetStart);
  whole(identityAt, evaluationRows).forEach((_, at, all) => {
    all[at] = at;
  });
  new Float64Array(buffer, scalesAt, outputWidth).set(dataset.outputElements.map(({ scale }) => scale));
  const settings = new Float64Array(buffer, settingsAt, settingBytes / 8);
  putSettings(settings, model);
  for (const { address, words } of [...plan.tables, ...programs])
    new Int32Array(buffer, address, words.length).set(words);

  const module = await kernelModule(training.precision, threadCount > 1);
  const kernels = await instantiate(module, memory);
  let endThreads = () => {};
  if (startThread && threadCount > 1) {
    kernels.join(jobsAt, threadCount, 0);
    endThreads = startThreads(startThread, { module, memory, jobs: jobsAt, threads: threadCount });
  }

  const [train = 0, evaluate = 0, predict = 0] = programs.map(({ address }) => address);
  const pass = (index: number, program: number, order: number, rows: number, direct = false): Pass => {
    const made = new Pass(memory, passesAt + index * passBytes);
    made.setWord(passPlan, program);
    made.setWord(passOrder, order);
    made.setWord(passPartials, partialsAt);
    made.setWord(passInputs, direct ? directAt : inputsAt);
    made.setWord(passInputStart, direct ? identityAt : inputStartAt);
    made.setWord(passInputStride, direct ? inputWidth : inputs.width);
    made.setWord(passTargets, direct ? noTargetAt : targetsAt);
    made.setWord(passTargetStart, direct ? identityAt : targetStartAt);
    made.setWord(passTargetStride, direct ? 0 : targets.width);
    made.setWord(passBatch, rows);
    made.setWord(passCount, rows);
    made.rewind(0);
    return made;
  };
  const passes = {
    train: pass(0, train, orderAt, batchRows),
    evaluate: pass(1, evaluate, chunkAt, evaluationRows),
    predict: pass(2, predict, chunkAt, evaluationRows),
    direct: pass(3, predict, identityAt, evaluationRows, true),
  };
  passes.train.setWord(passCount, split.train.length);
  if (batches > 0) passes.train.setWord(passRates, ratesAt);
  if (dataset.sampleWeights) {
    new Float64Array(buffer, weightsAt, dataset.sampleWeights.length).set(dataset.sampleWeights);
    passes.train.setWord(passWeights, weightsAt);
    passes.evaluate.setWord(passWeights, weightsAt);
  }
  if (keeps) passes.train.setWord(passKept, keptAt);
  passes.train.setNumber(numberLargest, Number.POSITIVE_INFINITY);
  return {
    plan,
    parameters: shapes.parameters,
    memory,
    values: floats(0, buffer.byteLength / size),
    passes,
    run: kernels.run,
    settings,
    order: whole(orderAt, split.train.length),
    chunk: whole(chunkAt, evaluationRows),
    directInputs: floats(directAt, evaluationRows * inputWidth),
    outputs: floats(outputsAt, evaluationRows * outputWidth),
    width: outputWidth,
    ...(training.earlyStopping ? { best: bestAt - plan.weights.address } : {}),
    ...(keeps
      ? {
          kept: {
            train: floats(keptAt, split.train.length * outputWidth),
            evaluate: floats(evaluatedAt, mostEvaluated * outputWidth),
          },
        }
      : {}),
    threads: threadCount,
    endThreads,
  };
}
