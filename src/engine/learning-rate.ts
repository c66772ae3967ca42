import type { ModelFile, Schedule } from "../model/model.ts";
import { numberLearningRate, passBatch, passCount, passRates } from "./kernels/layout.ts";
import type { Machine } from "./machine.ts";
import { changesEachBatch, scheduleStep } from "./schedules/index.ts";
import type { Moment } from "./schedules/schedule.ts";
import type { Tensor } from "./tensor.ts";

/** Names of the tensors that hold what a schedule remembers, and the first rate of an epoch that goes on with another. */
const memoryName = "schedule";
const firstName = "firstRate";

/** The learning rate of a run, batch by batch, as `training.schedule` sets it. */
export class LearningRate {
  #training: ModelFile["training"];
  readonly #train: Machine["passes"]["train"];
  /** The rates of the epoch's batches, where the kernels read them; absent where they are all the same. */
  readonly #table: Float64Array | undefined;
  #memory: readonly number[];
  /** Of the first batch of the epoch at hand. */
  #first = 0;

  constructor({ training }: ModelFile, { memory, passes }: Pick<Machine, "memory" | "passes">) {
    this.#training = training;
    this.#train = passes.train;
    this.#memory = this.#firstMemory;
    if (changesEachBatch(training.schedule))
      this.#table = new Float64Array(memory.buffer, passes.train.word(passRates), this.#batches);
    this.begin(0, 0);
  }

  /** Of the first batch of the epoch at hand. */
  get first(): number {
    return this.#first;
  }

  /** The rate of an epoch's batch, both from 0. */
  at(epoch: number, batch = 0): number {
    const { learningRate } = this.#training.optimizer;
    const { warmupEpochs = 0 } = this.#schedule ?? {};
    if (epoch < warmupEpochs) return (learningRate * (epoch + 1)) / warmupEpochs;
    return this.#schedule
      ? scheduleStep(this.#schedule).rate(this.#schedule, this.#moment(epoch - warmupEpochs, batch))
      : learningRate;
  }

  /** Puts the rates of epoch `epoch` where the kernels find them, at its batch `batch`. */
  begin(epoch: number, batch: number): void {
    this.#first = this.at(epoch);
    this.#put(epoch, batch);
  }

  /** Goes by another training from batch `batch` of epoch `epoch` on; what the schedule remembers stays. */
  tune(training: ModelFile["training"], epoch: number, batch: number): void {
    this.#training = training;
    if (batch === 0) this.begin(epoch, batch);
    else this.#put(epoch, batch);
  }

  #put(epoch: number, batch: number): void {
    for (let each = 0; this.#table && each < this.#table.length; each++)
      this.#table[each] = this.at(epoch, each);
    this.#train.setNumber(numberLearningRate, this.at(epoch, batch));
  }

  /** Takes note of the loss, or validation loss where there is one, of epoch `epoch` that has ended. */
  endEpoch(epoch: number, loss: number): void {
    if (!this.#schedule || epoch < this.#schedule.warmupEpochs) return;
    const moment = this.#moment(epoch - this.#schedule.warmupEpochs, 0);
    this.#memory = scheduleStep(this.#schedule).memory?.after(this.#schedule, moment, loss) ?? this.#memory;
  }

  /** What a run needs to go on, and the way back. */
  tensors(epoch: number): Tensor[] {
    const tensor = (name: string, data: Float64Array<ArrayBuffer>): Tensor => ({
      name,
      dtype: "F64",
      shape: [data.length],
      data,
    });
    return [
      ...(this.#memory.length > 0 ? [tensor(memoryName, Float64Array.from(this.#memory))] : []),
      ...(this.#first === this.at(epoch) ? [] : [tensor(firstName, Float64Array.of(this.#first))]),
    ];
  }

  restore(state: readonly Tensor[], epoch: number, batch: number): void {
    const saved = state.find(({ name }) => name === memoryName)?.data ?? [];
    this.#memory = saved.length === this.#firstMemory.length ? [...saved] : this.#firstMemory;
    this.begin(epoch, batch);
    this.#first = state.find(({ name }) => name === firstName)?.data[0] ?? this.#first;
  }

  get #schedule(): Schedule | undefined {
    return this.#training.schedule;
  }

  get #firstMemory(): readonly number[] {
    return (this.#schedule && scheduleStep(this.#schedule).memory?.first) ?? [];
  }

  get #batches(): number {
    return Math.ceil(this.#train.word(passCount) / this.#train.word(passBatch));
  }

  #moment(epoch: number, batch: number): Moment {
    const { epochs, optimizer, schedule } = this.#training;
    return {
      epoch,
      epochs: Math.max(1, epochs - (schedule?.warmupEpochs ?? 0)),
      batch,
      batches: this.#batches,
      base: optimizer.learningRate,
      memory: this.#memory,
    };
  }
}
