import * as l10n from "@vscode/l10n";
import type { Dataset } from "../data/dataset.ts";
import type { OpenFiles } from "../data/files.ts";
import { datasetBytes } from "../data/memory.ts";
import { trainedRate } from "../diagnosis/learning-rate.ts";
import {
  bestTrial,
  candidates,
  isOver,
  type RangeResult,
  readRange,
  testedRates,
} from "../diagnosis/range-test.ts";
import { short } from "../diagnosis/text.ts";
import { type Tensor, Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import { emptyRateTest, type RateTest, type RateTrial } from "../protocol/rate-test.ts";
import { buildTrainer } from "./build-trainer.ts";
import { Throttle } from "./pace.ts";
import { hasErrors, prepare } from "./prepare.ts";

export interface RateTestOptions {
  /** The model file's text, and its name for a person. */
  readonly text: string;
  readonly fileName: string;
  readonly open: OpenFiles;
  /** Bytes that the test's buffers may take. */
  readonly memoryLimit: number;
  readonly now: () => number;
  readonly yieldToEvents: () => Promise<void>;
  /** Whether somebody wants the test to end. */
  readonly interrupted: () => boolean;
  /** Called about 15 times a second, and at the end, with buffers that the receiver may take over. */
  readonly onUpdate: (test: RateTest) => void;
}

const updatesPerSecond = 15;
const sliceMilliseconds = 10;
/** Rows that the loss is measured on. */
const mostRows = 1024;
/** Rows that make an update's loss more than chance: so many are trained on at each rate. */
const rowsARate = 64;

/** Times as many updates at each rate, one test after the other, where the ones before show nothing: some networks begin slowly. */
const patience = [1, 8, 64];
/** Of the first loss: what falls less may only have begun to. */
const clearFall = 0.1;
/** Updates of a trial, at least. */
const leastSteps = 20;

/** Why a test ends before its end. */
class Ended extends Error {}

/** Finds a learning rate for a model file: a range test, and then trials of what it shows from the same first weights. */
export async function testRates(options: RateTestOptions): Promise<void> {
  let test = emptyRateTest;
  const updates = new Throttle(options.now, updatesPerSecond);
  const tell = (change: Partial<RateTest>, now = false) => {
    test = { ...test, ...change };
    if (now || updates.due) updates.run(() => options.onUpdate(copyOf(test)));
  };
  try {
    const { model, dataset } = await read(options);
    const { key, rate } = trainedRate(model);
    tell({ status: "testing", rateKey: key, fileRate: rate }, true);
    const trainer = await build(model, dataset, options.memoryLimit);
    try {
      tell(
        {
          ...(await new RateTester(options, { model, dataset }, trainer, tell).run()),
          status: "done",
          progress: 1,
        },
        true,
      );
    } finally {
      trainer.dispose();
    }
  } catch (error) {
    tell({ status: "failed", message: (error as Error).message }, true);
    if (!(error instanceof Ended)) throw error;
  }
}

const copyOf = (test: RateTest): RateTest => ({
  ...test,
  rates: test.rates.slice(),
  losses: test.losses.slice(),
});

async function read({ text, open, fileName, memoryLimit }: RateTestOptions) {
  const { model, dataset, findings } = await prepare(text, open, { fileName, memoryLimit });
  if (model && dataset && !hasErrors(findings)) return { model, dataset };
  const first = findings.find(({ severity }) => severity === "error");
  throw new Ended(first?.message ?? l10n.t("The file has problems."));
}

async function build(model: ModelFile, dataset: Dataset, memoryLimit: number): Promise<Trainer> {
  const { train } = dataset.split;
  const step = Math.max(1, train.length / mostRows);
  const shown = Uint32Array.from(
    { length: Math.min(mostRows, train.length) },
    (_, at) => train[Math.floor(at * step)] as number,
  );
  const built = await buildTrainer({
    model: withRate(model, trainedRate(model).rate),
    // What it is measured on stands in the test split's place: that is looked at only where asked.
    dataset: { ...dataset, split: { train, validation: train.slice(0, 0), test: shown } },
    memoryLimit: memoryLimit - datasetBytes(dataset),
  });
  if (built instanceof Trainer) return built;
  throw new Ended(built.message);
}

/** The model trained at one rate for as long as wanted. */
function withRate(model: ModelFile, learningRate: number): ModelFile {
  const { schedule: _, earlyStopping: __, ...training } = model.training;
  const optimizer = { ...training.optimizer, learningRate };
  return { ...model, training: { ...training, optimizer, epochs: 1e9, metrics: [] } };
}

/** Trains one network again and again from its first weights. */
class RateTester {
  readonly #options: RateTestOptions;
  readonly #model: ModelFile;
  readonly #trainer: Trainer;
  readonly #tell: (change: Partial<RateTest>) => void;
  readonly #weights: Tensor[];
  readonly #state: Tensor[];
  readonly #firstLoss: number;
  /** Updates at each rate. */
  readonly #steps: number;
  /** Of the training split. */
  readonly #rows: number;

  constructor(
    options: RateTestOptions,
    { model, dataset }: { readonly model: ModelFile; readonly dataset: Dataset },
    trainer: Trainer,
    tell: (change: Partial<RateTest>) => void,
  ) {
    this.#options = options;
    this.#model = model;
    this.#trainer = trainer;
    this.#tell = tell;
    this.#rows = dataset.split.train.length;
    this.#weights = trainer.weights();
    this.#state = trainer.state();
    this.#firstLoss = trainer.evaluate("test").loss;
    this.#steps = Math.max(1, Math.ceil(rowsARate / model.training.batchSize));
  }

  async run(): Promise<Partial<RateTest>> {
    const firstLoss = this.#firstLoss;
    this.#tell({ firstLoss });
    const { range, steps } = await this.#patientRange();
    if (!range) return { message: l10n.t("No rate brought the loss down: look at the data and the layers.") };
    const trialSteps = Math.min(steps, this.#wholeTraining);
    const file = trainedRate(this.#model).rate;
    const tried = [...new Set([...candidates(range), ...(file > 0 ? [file] : [])])].sort((a, b) => a - b);
    const trials: RateTrial[] = [];
    for (const rate of tried) {
      const progress = 0.5 + (0.5 * trials.length) / tried.length;
      this.#tell({ status: "trying", trialSteps, progress, trials: [...trials] });
      trials.push({ rate, loss: await this.#trial(rate, trialSteps) });
    }
    const best = bestTrial(trials, firstLoss, {
      own: file,
      precision: this.#model.training.precision,
    });
    return {
      trials,
      trialSteps,
      ...(best ? { suggested: best.rate } : {}),
      message: reasonOf(range, best, trials, { firstLoss, trialSteps, file }),
    };
  }

  /** Updates that the file itself asks for: what holds up no longer than these is good enough. */
  get #wholeTraining(): number {
    const { epochs, batchSize } = this.#model.training;
    return Math.max(leastSteps, epochs * Math.ceil(this.#rows / batchSize));
  }

  /** The first range test that shows a clear fall, else the last that shows any, none longer than the file's own training; and its updates. */
  async #patientRange(): Promise<{ range?: RangeResult; steps: number }> {
    let shown: { range?: RangeResult; steps: number } = { steps: 0 };
    for (const [attempt, times] of patience.entries()) {
      if (attempt > 0 && times * this.#steps * testedRates.length > this.#wholeTraining) break;
      const { rates, losses } = await this.#range(times * this.#steps, attempt);
      const steps = rates.length * times * this.#steps;
      const range = readRange(rates, losses, this.#firstLoss);
      if (range) shown = { range, steps };
      if (range && range.fall >= clearFall) break;
    }
    return shown;
  }

  /** Trains at one rate after the other, with so many updates each; ends where the loss is past all use. */
  async #range(steps: number, attempt: number) {
    this.#trainer.restore(this.#weights, this.#state);
    const rates: number[] = [];
    const losses: number[] = [];
    for (const rate of testedRates) {
      const loss = await this.#train(rate, (rates.length + 1) * steps);
      rates.push(rate);
      losses.push(loss);
      // Half of what is left before the trials, each time.
      const progress = 0.5 - 0.5 ** (attempt + 1) * (1 - rates.length / testedRates.length / 2);
      this.#tell({ rates: Float64Array.from(rates), losses: Float64Array.from(losses), progress });
      if (isOver(losses, this.#firstLoss)) break;
    }
    return { rates, losses };
  }

  async #trial(rate: number, steps: number): Promise<number> {
    this.#trainer.restore(this.#weights, this.#state);
    return await this.#train(rate, steps);
  }

  /** The loss after training at this rate until so many updates are done; not a number where it diverged. */
  async #train(rate: number, untilStep: number): Promise<number> {
    const trainer = this.#trainer;
    trainer.tune(withRate(this.#model, rate));
    while (trainer.position.step < untilStep) {
      if (this.#options.interrupted()) throw new Ended(l10n.t("The search was ended."));
      // Batch by batch near the end, so that every rate has as many.
      const { nonFinite } = trainer.run(sliceMilliseconds, Number.MAX_SAFE_INTEGER, true);
      if (nonFinite) return Number.NaN;
      await this.#options.yieldToEvents();
    }
    return trainer.evaluate("test").loss;
  }
}

/** What was seen, in sentences to act on. */
function reasonOf(
  { begin, steepest, edge }: RangeResult,
  best: RateTrial | undefined,
  trials: readonly RateTrial[],
  { firstLoss, trialSteps, file }: { firstLoss: number; trialSteps: number; file: number },
): string {
  const seen = l10n.t(
    "The loss falls from a rate of {0} on, fastest at {1}, and no more beyond {2}.",
    short(begin),
    short(steepest),
    short(edge),
  );
  if (!best)
    return `${seen} ${l10n.t("In trials none of these rates held: look at the data and the layers.")}`;
  const shown = l10n.t(
    "In trials of {0} updates from the same first weights {1} came down about as far as any, and steadily: from {2} to {3}.",
    trialSteps,
    best.rate,
    short(firstLoss),
    short(best.loss),
  );
  const own = trials.find(({ rate }) => rate === file);
  if (!own) return `${seen} ${shown}`;
  if (own === best) return `${seen} ${shown} ${l10n.t("That is what the file says.")}`;
  const now = Number.isFinite(own.loss)
    ? l10n.t("The file's {0} brought it to {1}.", file, short(own.loss))
    : l10n.t("With the file's {0} it diverged.", file);
  return `${seen} ${shown} ${now}`;
}
