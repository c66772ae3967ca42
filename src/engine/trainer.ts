import type { Dataset } from "../data/dataset.ts";
import { stream } from "../data/random.ts";
import type { ModelFile } from "../model/model.ts";
import type { Figures } from "../protocol/events.ts";
import type { NonFinite, SampledUpdate, Signals } from "../protocol/signals.ts";
import { checkMonitor, EarlyStopping, lastWeights } from "./early-stopping.ts";
import { Evaluation, type Measured, measured } from "./evaluation.ts";
import { initialize } from "./initializers/index.ts";
import {
  numberFirstLoss,
  numberLargest,
  numberLoss,
  numberMetric,
  numberPenalty,
  numberPenaltyRows,
  numberStep,
  numberWeights,
  passBatch,
  passCount,
  stopBatchEnd,
  stopDeadline,
  stopPassEnd,
} from "./kernels/layout.ts";
import { layerLooks } from "./layer-looks.ts";
import { layerOutputs } from "./layer-outputs.ts";
import { LearningRate } from "./learning-rate.ts";
import { buildMachine, type Machine, type MachineOptions, putSettings } from "./machine.ts";
import { findNonFinite, inputAddress, rowsAtHand } from "./non-finite.ts";
import { isOnline } from "./online-plan.ts";
import { predictSamples, predictVectors } from "./prediction.ts";
import { restoreTensors, stateTensors, weightTensors } from "./state.ts";
import { readTensor, type Tensor, writeTensor } from "./tensor.ts";
import { copyWeights, updateSignals } from "./update-signals.ts";

export { EngineError } from "./error.ts";
export type { Tensor } from "./tensor.ts";
export { helpThread, type StartThread, type ThreadJob } from "./threads.ts";

export type TrainerOptions = MachineOptions;

export interface EpochFigures extends Figures {
  /** From 1. */
  readonly epoch: number;
}

/** What a slice of training brought. */
export interface Slice {
  /** The epochs that ended in it, at most 1024; the one in which a number stopped being finite among them. */
  readonly epochs: readonly EpochFigures[];
  readonly nonFinite?: NonFinite;
  readonly atBatchEnd: boolean;
}

export type SplitName = keyof Dataset["split"];

const mostEpochs = 1024;

/**
 * Trains one network on one data set, slice by slice. The same model, data and seed give the same numbers bit for
 * bit, wherever slices end.
 */
export class Trainer {
  #model: ModelFile;
  readonly #dataset: Dataset;
  /** Absent once the trainer is disposed. */
  #held: Machine | undefined;
  /** Whole epochs done. */
  #epoch = 0;
  /** Validation of the epoch whose last batch is done. */
  #validation: Evaluation | undefined;
  /** The epoch whose order of samples is in memory. */
  #ordered = -1;
  #nonFinite: NonFinite | undefined;
  #nonFiniteTold = false;
  #sampled: SampledUpdate | undefined;
  readonly #rate: LearningRate;
  readonly #earlyStopping: EarlyStopping | undefined;

  /** Builds the network with its first weights; throws an `EngineError` before memory is taken that would pass the limit. */
  static async create(options: TrainerOptions): Promise<Trainer> {
    checkMonitor(options.model, options.dataset.split.validation.length);
    return new Trainer(options.model, options.dataset, await buildMachine(options));
  }

  private constructor(model: ModelFile, dataset: Dataset, machine: Machine) {
    this.#model = model;
    this.#dataset = dataset;
    this.#held = machine;
    this.#rate = new LearningRate(model, machine);
    this.#earlyStopping = EarlyStopping.of(model, machine);
    for (const place of [...machine.plan.places, ...machine.plan.kept]) {
      const values = new Float64Array(place.shape.reduce((product, length) => product * length, 1));
      const random = stream(
        model.training.seed,
        "weights",
        place.layer * 2 + (place.shape.length - 1 ? 0 : 1),
      );
      initialize(values, place.initializer, random, place.fans);
      writeTensor(machine.values, place, values);
    }
  }

  /** Number of trained numbers. */
  get parameters(): number {
    return this.#machine.parameters;
  }

  /** Bytes of the kernels' memory: weights, optimizer state, activations and data. */
  get memoryBytes(): number {
    return this.#machine.memory.buffer.byteLength;
  }

  /** Whole epochs done, whole batches of the epoch at hand, and updates in all. */
  get position(): { epoch: number; batch: number; step: number } {
    const { train } = this.#machine.passes;
    const batch = Math.ceil(train.position / train.word(passBatch));
    return { epoch: this.#epoch, batch, step: train.number(numberStep) };
  }

  /** Of the first batch of the epoch at hand. */
  get learningRate(): number {
    return this.#rate.first;
  }

  /** Of the batch that comes next. */
  get nextLearningRate(): number {
    return this.#rate.at(this.#epoch, this.position.batch);
  }

  /** Whether early stopping ends the training here. */
  get stopsEarly(): boolean {
    return this.#earlyStopping?.isOver ?? false;
  }

  /** The epoch whose weights early stopping keeps, from 1; absent where there is none. */
  get bestEpoch(): number | undefined {
    return this.#earlyStopping?.bestEpoch;
  }

  /** Gives the network the weights of its best epoch, once, when the training has ended; the last ones go with `state`. */
  takeBest(): void {
    this.#finishBatch();
    this.#earlyStopping?.takeBest();
  }

  /** Whether no batch is partly done. */
  get atBatchEnd(): boolean {
    return this.#nonFinite !== undefined || this.#machine.passes.train.atBatchEnd;
  }

  /**
   * Trains for about `milliseconds`, or until `untilEpoch` whole epochs are done, early stopping ends it, or a number stops
   * being finite; with `toBatchEnd` to the end of a batch at most, the epoch's included where it ends with the batch.
   */
  run(milliseconds: number, untilEpoch: number, toBatchEnd = false): Slice {
    const deadline = performance.now() + milliseconds;
    const epochs: EpochFigures[] = [];
    while (epochs.length < mostEpochs) {
      if (this.#nonFinite) {
        if (!this.#nonFiniteTold) epochs.push(this.#figures());
        this.#nonFiniteTold = true;
        break;
      }
      if (this.#epoch >= untilEpoch || this.stopsEarly) break;
      const { train } = this.#machine.passes;
      if (train.position < train.word(passCount) && !this.#trainUntil(deadline, toBatchEnd)) break;
      if (this.#nonFinite) continue;
      if (!this.#validate(deadline)) break;
      epochs.push(this.#endEpoch());
      if (toBatchEnd || performance.now() >= deadline) break;
    }
    const slice = { epochs, atBatchEnd: this.atBatchEnd };
    return this.#nonFinite ? { ...slice, nonFinite: this.#nonFinite } : slice;
  }

  /** Trains one batch, or the rest of the one at hand; with the epoch's last batch the epoch ends too. */
  stepBatch(): Slice {
    if (!this.#nonFinite) this.#trainUntil(Number.POSITIVE_INFINITY, true);
    return this.#endPass();
  }

  /** Trains to the end of the batch at hand, if one is; with the epoch's last batch the epoch ends too. */
  finishBatch(): Slice {
    this.#finishBatch();
    return this.#endPass();
  }

  /**
   * Goes by the learning rate, the schedule and the clip of `model`, whose rest is the same, from the next batch on;
   * the batch at hand ends first. False, and nothing is changed, where that takes another plan: build one for it.
   */
  tune(model: ModelFile): boolean {
    const { parameters, settings, passes } = this.#machine;
    if (isOnline(model, parameters) !== isOnline(this.#model, parameters)) return false;
    this.#finishBatch();
    this.#model = model;
    putSettings(settings, model);
    // A step that was sure to be finite may not be now.
    passes.train.setNumber(numberLargest, Number.POSITIVE_INFINITY);
    this.#rate.tune(model.training, this.#epoch, this.position.batch);
    return true;
  }

  /** Loss and metrics of a split in evaluation mode. Ends the batch at hand first. */
  evaluate(split: SplitName): Measured {
    this.#interrupt();
    const evaluation = new Evaluation(this.#machine, this.#dataset.split[split]);
    evaluation.run(Number.POSITIVE_INFINITY);
    return evaluation.result(this.#model, this.#dataset);
  }

  /** The outputs for samples of the data set, `[samples, outputWidth]` in the network's units. Ends the batch at hand first. */
  predict(samples: Uint32Array): Float64Array<ArrayBuffer> {
    this.#interrupt();
    return predictSamples(this.#machine, samples, this.#dataset.outputWidth);
  }

  /** The outputs for input vectors `[n, inputWidth]` in the network's units. Ends the batch at hand first. */
  predictInputs(vectors: Float64Array): Float64Array {
    this.#interrupt();
    return predictVectors(this.#machine, vectors, this.#dataset.inputWidth, this.#dataset.outputWidth);
  }

  /** What the units in `shown` give, an array `[n, units]` a layer, for such vectors. Ends the batch at hand first. */
  layerOutputs(vectors: Float64Array, shown: readonly (readonly number[])[]): Float64Array[] {
    this.#interrupt();
    return layerOutputs(this.#machine, vectors, this.#dataset.inputWidth, shown);
  }

  /** Kernels `[inputs, units]` and biases `[units]`, in the run's precision. Ends the batch at hand first. */
  weights(): Tensor[] {
    this.#finishBatch();
    return weightTensors(this.#machine);
  }

  /** Gradients of the last batch, before the clip; none where the network is trained sample by sample in one loop. */
  gradients(): Tensor[] {
    const { plan, values } = this.#machine;
    const { gradients } = plan;
    if (gradients === undefined) return [];
    return plan.places.map((place) => readTensor(values, place, gradients));
  }

  /** With `weights`, all that a run needs to go on bit for bit. Ends the batch at hand first. */
  state(): Tensor[] {
    this.#finishBatch();
    return [
      ...stateTensors(this.#machine, this.#epoch),
      ...this.#rate.tensors(this.#epoch),
      ...(this.#earlyStopping?.tensors() ?? []),
    ];
  }

  /** Puts a run back to where its weights and state were taken; throws an `EngineError` where the layers differ. */
  restore(weights: readonly Tensor[], state: readonly Tensor[] = []): void {
    this.#epoch = restoreTensors(this.#machine, lastWeights(weights, state), state);
    this.#earlyStopping?.restore(weights, state);
    this.#rate.restore(state, this.#epoch, this.position.batch);
    this.#validation = undefined;
    this.#ordered = -1;
    this.#sampled = undefined;
    this.#nonFinite = undefined;
    this.#nonFiniteTold = false;
  }

  /** Trains to the end of the next batch and looks at what its update did; not while a validation is under way. */
  sampleUpdate(): void {
    this.#finishBatch();
    const { plan, values, passes } = this.#machine;
    const { train } = passes;
    if (this.#validation || this.#nonFinite || train.position >= train.word(passCount)) return;
    const before = copyWeights(values, plan.places);
    this.#orderSamples();
    const input = inputAddress(this.#machine);
    this.#trainUntil(Number.POSITIVE_INFINITY, true);
    if (this.#nonFinite) return;
    const { network, training } = this.#model;
    const updates = updateSignals(values, plan, input, before, training.clip);
    this.#sampled = {
      step: train.number(numberStep),
      epoch: this.#epoch + 1,
      ...layerLooks(this.#machine, network.layers, this.#dataset.split.train, updates),
    };
  }

  signals(): Signals {
    const { train } = this.#machine.passes;
    const begun = train.number(numberStep) > 0 || this.#nonFinite !== undefined;
    return {
      ...(this.#sampled ? { sampled: this.#sampled } : {}),
      ...(this.#nonFinite ? { nonFinite: this.#nonFinite } : {}),
      ...(begun ? { firstLoss: train.number(numberFirstLoss) } : {}),
    };
  }

  /** Threads that train. */
  get threads(): number {
    return this.#machine.threads;
  }

  /** Ends its threads and gives the memory back; the trainer is of no use afterwards. */
  dispose(): void {
    this.#held?.endThreads();
    this.#held = undefined;
    this.#validation = undefined;
  }

  get #machine(): Machine {
    if (!this.#held) throw new Error("This trainer is disposed.");
    return this.#held;
  }

  /** Ends the epoch where its last batch is done. */
  #endPass(): Slice {
    const { train } = this.#machine.passes;
    if (this.#nonFinite || train.position === train.word(passCount))
      return this.run(Number.POSITIVE_INFINITY, this.#epoch + 1);
    return { epochs: [], atBatchEnd: true };
  }

  /** Ends the batch at hand; a validation under way begins again. */
  #interrupt(): void {
    this.#finishBatch();
    this.#validation = undefined;
  }

  #finishBatch(): void {
    if (!this.atBatchEnd) this.#trainUntil(Number.POSITIVE_INFINITY, true);
  }

  /** Trains until `deadline`, or to the end of the batch; whether the pass is at its end, or a number not finite. */
  #trainUntil(deadline: number, toBatchEnd: boolean): boolean {
    this.#orderSamples();
    const { run, passes } = this.#machine;
    const stop = run(passes.train.address, deadline, toBatchEnd ? 1 : 0);
    if (stop === stopDeadline || stop === stopBatchEnd) return false;
    if (stop !== stopPassEnd) this.#nonFinite = findNonFinite(this.#machine, stop, this.#epoch + 1);
    return true;
  }

  /** Puts the samples in the epoch's order, which depends on the seed and the epoch alone. */
  #orderSamples(): void {
    const { shuffle, seed } = this.#model.training;
    const order = shuffle ? this.#epoch : 0;
    if (this.#ordered === order) return;
    this.#machine.order.set(this.#dataset.split.train);
    if (shuffle) stream(seed, "shuffle", this.#epoch).shuffle(this.#machine.order);
    this.#ordered = order;
  }

  /** Goes on with the validation of the epoch until `deadline`; whether it is done. */
  #validate(deadline: number): boolean {
    const samples = this.#dataset.split.validation;
    if (samples.length === 0) return true;
    this.#validation ??= new Evaluation(this.#machine, samples);
    return this.#validation.run(deadline);
  }

  #figures(): EpochFigures {
    const { train } = this.#machine.passes;
    this.#orderSamples();
    // A batch that stopped being finite is counted, though it is not done.
    const rows = train.position + (this.#nonFinite ? rowsAtHand(this.#machine) : 0);
    const { order, kept } = this.#machine;
    const { loss, metrics } = measured(this.#model, this.#dataset, train, order, rows, kept?.train);
    const validation = this.#nonFinite
      ? this.#validationNow()
      : this.#validation?.result(this.#model, this.#dataset);
    const penalized = train.number(numberPenaltyRows);
    const figures = { epoch: this.#epoch + 1, loss, metrics, learningRate: this.learningRate };
    if (!validation && penalized === 0) return figures;
    return {
      ...figures,
      ...(penalized > 0 ? { penalty: train.number(numberPenalty) / penalized } : {}),
      ...(validation ? { validationLoss: validation.loss, validationMetrics: validation.metrics } : {}),
    };
  }

  /** Validation with the weights that are kept, in an epoch that ends early. */
  #validationNow(): Measured | undefined {
    return this.#dataset.split.validation.length === 0 ? undefined : this.evaluate("validation");
  }

  #endEpoch(): EpochFigures {
    const { train } = this.#machine.passes;
    const figures = this.#figures();
    this.#rate.endEpoch(this.#epoch, figures.validationLoss ?? figures.loss);
    this.#epoch++;
    this.#earlyStopping?.endEpoch(this.#epoch, figures);
    this.#rate.begin(this.#epoch, 0);
    this.#validation = undefined;
    train.rewind(0);
    train.setNumber(numberLoss, 0);
    train.setNumber(numberMetric, 0);
    train.setNumber(numberWeights, 0);
    train.setNumber(numberPenalty, 0);
    train.setNumber(numberPenaltyRows, 0);
    return figures;
  }
}
