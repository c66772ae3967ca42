import * as l10n from "@vscode/l10n";
import type { Dataset } from "../data/dataset.ts";
import { Diagnosis } from "../diagnosis/live.ts";
import type { Slice, Trainer } from "../engine/trainer.ts";
import { Control } from "../protocol/control.ts";
import type { EndEvent, EndStatus, Figures, RunEvent, StartEvent } from "../protocol/events.ts";
import type { Finding } from "../protocol/finding.ts";
import { emptyHistory, type History } from "../protocol/history.ts";
import { isActive, type Progress, type RunStatus } from "../protocol/run.ts";
import type { Topic } from "../protocol/topics.ts";
import { describeRun, onlyFigures, type RunFacts } from "./describe-run.ts";
import { runExperiments } from "./experiments.ts";
import { FindingLog } from "./finding-log.ts";
import { HistoryRecorder } from "./history.ts";
import { LiveParts } from "./live-parts.ts";
import type { LiveSettings } from "./live-settings.ts";
import { Looks } from "./looks.ts";
import { NetworkView } from "./network-view.ts";
import { Pace, Throttle } from "./pace.ts";
import { PredictionView } from "./prediction-view.ts";
import { Questions } from "./questions.ts";
import type { RunFile } from "./run-file.ts";
import { RunSaver } from "./run-saver.ts";
import type { SessionOptions, SessionResult, SessionUpdate } from "./session-options.ts";
import { Steps } from "./steps.ts";
import { untrainedFigures } from "./untrained-figures.ts";

const sliceMilliseconds = 10;
const updatesPerSecond = 15;
/** Of the run's time, at most. */
const diagnosisShare = 0.02;
/** Milliseconds of a batch up to which it may be trained in one go. */
const shortBatch = 30;

export interface Checked {
  readonly dataset: Dataset;
  /** Told before training. */
  readonly findings: readonly Finding[];
}

/** Trains in slices, and between them listens to the control word, records, diagnoses, saves and tells. */
export class TrainingLoop {
  readonly #options: SessionOptions;
  readonly #checked: Checked;
  readonly #settings: LiveSettings;
  readonly #steps = new Steps();
  #trainer: Trainer;
  #diagnosis: Diagnosis;
  readonly #log = new FindingLog();
  readonly #pace: Pace;
  readonly #updates: Throttle;
  readonly #diagnoses: Throttle;
  readonly #live: LiveParts;
  readonly #questions: Questions;
  readonly #saves: Throttle;
  readonly #looks: Looks;
  #saver: RunSaver;
  #facts: RunFacts;
  #recorder: HistoryRecorder | undefined;
  #status: RunStatus = "training";
  #message: string | undefined;
  #figures: Figures | undefined;
  /** Those of the best epoch, where early stopping keeps its weights. */
  #best: Figures | undefined;
  /** That epoch, once the network has its weights. */
  #bestEpoch: number | undefined;
  readonly #firstStep: number;
  #pending: SessionUpdate = {};

  constructor(options: SessionOptions, checked: Checked, settings: LiveSettings, trainer: Trainer) {
    const { now, resume } = options;
    const { model } = settings;
    this.#options = options;
    this.#checked = checked;
    this.#settings = settings;
    this.#trainer = trainer;
    this.#firstStep = trainer.position.step;
    this.#diagnosis = new Diagnosis(model, checked.dataset.statistics);
    this.#pace = new Pace(now, resume?.file.seconds ?? 0, resume?.file.epoch ?? 0);
    this.#updates = new Throttle(now, updatesPerSecond);
    this.#diagnoses = new Throttle(now, updatesPerSecond, diagnosisShare);
    const { dataset } = checked;
    this.#looks = new Looks(model, dataset.inputWidth, options.onUpdate !== undefined, now);
    const views = [new PredictionView(dataset, model), this.#looks, new NetworkView(dataset, model)];
    this.#live = new LiveParts(views, now);
    this.#questions = new Questions(options.control, checked.dataset);
    this.#saves = new Throttle(now, 1);
    this.#figures = resume?.file.figures as Figures | undefined;
    this.#best = (resume?.file.bestFigures as Figures | undefined) ?? this.#figures;
    this.#saver = new RunSaver(undefined, () => {});
    this.#facts = this.#describe();
  }

  async run(): Promise<SessionResult> {
    try {
      await this.#start();
      const ended = await this.#train();
      await this.#end(ended);
      return { status: ended, findings: this.#log.current };
    } finally {
      this.#trainer.dispose();
    }
  }

  async #start(): Promise<void> {
    const { createStore } = this.#options;
    try {
      const store = await createStore?.();
      this.#saver = new RunSaver(store, (message) => this.#notice(message));
    } catch (error) {
      this.#notice(
        l10n.t("The run cannot be saved: {0}. The training goes on without.", (error as Error).message),
      );
    }
    this.#facts = this.#describe();
    await this.#saver.begin(this.#settings.text, this.#content("training"));
    const { dataset } = this.#checked;
    const start: StartEvent = {
      type: "start",
      ...(this.#saver.folder === undefined ? {} : { run: this.#saver.folder }),
      parameters: this.#trainer.parameters,
      samples: dataset.statistics.samples,
      inputs: dataset.inputWidth,
      outputs: dataset.outputWidth,
    };
    this.#pace.run();
    this.#pending = { start };
    await this.#tell([start, ...this.#log.update(this.#checked.findings)]);
    this.#pending = { ...this.#pending, findings: this.#log.current, ...this.#toldSettings() };
    this.#send(true);
  }

  async #train(): Promise<EndStatus> {
    const { control, yieldToEvents } = this.#options;
    const { epochs } = this.#settings.model.training;
    while (this.#trainer.position.epoch < epochs && !this.#trainer.stopsEarly) {
      const wanted = control.read();
      this.#steps.follow(wanted, this.#trainer.position);
      if (wanted === Control.pause) {
        await this.#pause();
        continue;
      }
      if (wanted === Control.stop) {
        return (await this.#take(this.#trainer.finishBatch())) ? "diverged" : "stopped";
      }
      await this.#takeSettings();
      if (!this.#steps.toBatchEnd && this.#looks.due && this.#batchMilliseconds < shortBatch)
        this.#looks.look(this.#trainer, this.#batches);
      if (await this.#take(this.#slice(epochs))) return "diverged";
      const done = this.#steps.done(this.#trainer.position, this.#batches);
      if (done !== undefined) control.stepped(done);
      await this.#betweenSlices();
      await yieldToEvents();
    }
    return this.#trainer.position.epoch < epochs ? "stopped" : "completed";
  }

  /** Trains for a slice, which ends where a step or what was set waits for it. */
  #slice(epochs: number): Slice {
    const nextEpoch = this.#settings.waitsForEpoch ? this.#trainer.position.epoch + 1 : epochs;
    const until = Math.min(epochs, nextEpoch, this.#steps.untilEpoch);
    const toBatchEnd = this.#steps.toBatchEnd || this.#settings.waitsForBatch;
    return this.#trainer.run(sliceMilliseconds, until, toBatchEnd);
  }

  /** Puts in force what a person set, as soon as it may be; whether there is something to tell of it. */
  async #takeSettings(): Promise<boolean> {
    const order = this.#options.control.takeOrder?.();
    const refused = order && this.#settings.want(order);
    const taken = await this.#settings.take(this.#trainer);
    if (taken) {
      this.#trainer = taken.trainer;
      this.#diagnosis = new Diagnosis(this.#settings.model, this.#checked.dataset.statistics);
      this.#facts = { ...this.#facts, model: this.#settings.model };
    }
    const problem = refused ?? taken?.problem;
    if (problem !== undefined) this.#notice(problem);
    if (!order && !taken) return false;
    this.#pending = { ...this.#pending, ...this.#toldSettings() };
    return true;
  }

  #toldSettings(): SessionUpdate {
    const { view, changes } = this.#settings;
    return { settings: view, ...(changes.length > 0 ? { changes } : {}) };
  }

  /** Records a slice; true where the run has diverged in it. */
  async #take(slice: Slice): Promise<boolean> {
    for (const figures of slice.epochs) {
      this.#recorder ??= this.#openRecorder(figures);
      this.#recorder.record(figures.epoch, figures);
    }
    this.#figures = slice.epochs.at(-1) ?? this.#figures;
    this.#best = slice.epochs.find(({ epoch }) => epoch === this.#trainer.bestEpoch) ?? this.#best;
    if (this.#options.onEvents && slice.epochs.length > 0)
      await this.#tell(slice.epochs.map((figures) => ({ type: "epoch", ...figures })));
    return slice.nonFinite !== undefined;
  }

  #openRecorder(figures: Figures): HistoryRecorder {
    const history = this.#options.resume?.history;
    return history ? HistoryRecorder.resume(history, figures) : new HistoryRecorder();
  }

  async #betweenSlices(): Promise<void> {
    if (this.#diagnoses.due) {
      await this.#tell(this.#log.update(this.#diagnoses.run(() => this.#observe())));
    }
    if (this.#saves.due) this.#saves.run(() => this.#saver.history(this.#history, this.#settings.changes));
    this.#answer();
    await this.#showLive((topic) => this.#live.isDue(topic) && this.#options.control.wants(topic));
    this.#send(false);
  }

  #answer(): void {
    this.#questions.answer(this.#trainer, this.#settings.model, this.#batchMilliseconds < shortBatch);
  }

  async #pause(): Promise<void> {
    this.#pace.pause();
    this.#status = "paused";
    this.#saver.history(this.#history, this.#settings.changes);
    this.#send(true);
    while (this.#options.control.read() === Control.pause) {
      const changed = await this.#takeSettings();
      this.#answer();
      if ((await this.#showLive()) || changed) this.#send(true);
      else await this.#options.control.changed();
    }
    this.#status = "training";
    this.#pace.run();
    this.#send(true);
  }

  async #end(status: EndStatus): Promise<void> {
    const trainer = this.#trainer;
    const { validation, test } = this.#checked.dataset.statistics.samples;
    this.#pace.pause();
    this.#observe(status);
    await this.#experiment();
    await this.#tell(this.#log.update(this.#observe(status)));
    if (status !== "diverged") this.#takeBest();
    this.#figures ??= untrainedFigures(this.#settings.model, trainer, validation);
    const tested = test > 0 ? trainer.evaluate("test") : undefined;
    const end: EndEvent = {
      type: "end",
      status,
      epochs: trainer.position.epoch,
      ...(this.#bestEpoch === undefined ? {} : { bestEpoch: this.#bestEpoch }),
      ...onlyFigures(this.#figures),
      ...(tested ? { testLoss: tested.loss, testMetrics: tested.metrics } : {}),
      seconds: this.#pace.seconds,
    };
    this.#status = status;
    await this.#saver.finish(this.#content(status, end), this.#history, this.#settings.changes, trainer);
    this.#pending = { ...this.#pending, end };
    await this.#tell([end]);
    // Also where no view shows them yet: a short run is over before the panel is open.
    if (this.#options.onUpdate) await this.#showLive(() => true);
    this.#send(true);
  }

  /** Gives the network the weights of its best epoch, and the run that epoch's figures, where they are kept. */
  #takeBest(): void {
    this.#bestEpoch = this.#trainer.bestEpoch;
    if (this.#bestEpoch === undefined) return;
    this.#trainer.takeBest();
    this.#figures = this.#best;
    this.#live.forget();
  }

  /** All findings that hold now. */
  #observe(ended?: EndStatus): Finding[] {
    const progress = {
      epoch: this.#trainer.position.epoch,
      epochs: this.#settings.model.training.epochs,
      ...(ended ? { ended } : {}),
    };
    return this.#diagnosis.observe(this.#history, this.#trainer.signals(), progress);
  }

  /** Runs the experiments that the rules want after what they last observed. */
  async #experiment(): Promise<void> {
    const { open, now, yieldToEvents, control } = this.#options;
    const { text } = this.#settings;
    const { dataset } = this.#checked;
    const memoryLimit = this.#options.memoryLimit - this.#trainer.memoryBytes;
    const interrupted = () => control.read() === Control.stop;
    const bench = { text, dataset, open, memoryLimit, now, yieldToEvents, interrupted };
    await runExperiments(this.#diagnosis, bench);
  }

  /** Hands events on; a change of findings goes with the next update too. */
  async #tell(events: readonly RunEvent[]): Promise<void> {
    if (events.some(({ type }) => type === "finding"))
      this.#pending = { ...this.#pending, findings: this.#log.current };
    if (events.length > 0) await this.#options.onEvents?.(events);
  }

  #notice(message: string): void {
    this.#message = message;
    this.#options.onNotice?.(message);
  }

  /** Sends what changed since the last update, if it is time or `now` says so. */
  #send(now: boolean): void {
    const { onUpdate } = this.#options;
    if (!onUpdate || !(now || this.#updates.due)) return;
    this.#updates.run(() => {
      const history = this.#recorder?.delta();
      const update = { ...this.#pending, progress: this.#progress(), ...(history ? { history } : {}) };
      this.#pending = {};
      onUpdate(update);
    });
  }

  /** Adds to the next update what views show of the network and it has changed; whether there is something. */
  async #showLive(wants = (topic: Topic) => this.#options.control.wants(topic)): Promise<boolean> {
    const { control, yieldToEvents } = this.#options;
    if (!this.#mayShow()) return false;
    const wanted = control.read();
    const goOn = async () => {
      await yieldToEvents();
      return control.read() === wanted;
    };
    const trainer = this.#trainer;
    const epoch = this.#bestEpoch ?? trainer.position.epoch;
    const update = await this.#live.take({ trainer, epoch, wants, goOn });
    this.#pending = { ...this.#pending, ...update };
    return update !== undefined;
  }

  /**
   * Whether using the network would not hold up the run: it ends the batch at hand first, which is done only where batches
   * are short, and begins a validation under way again, which is never done.
   */
  #mayShow(): boolean {
    if (!isActive(this.#status)) return true;
    const mayEndBatch = this.#trainer.atBatchEnd || this.#batchMilliseconds < shortBatch;
    return mayEndBatch && this.#trainer.position.batch < this.#batches;
  }

  get #batchMilliseconds(): number {
    const steps = this.#trainer.position.step - this.#firstStep;
    if (steps > 0) return (1000 * this.#pace.sessionSeconds) / steps;
    // Before the first, from its multiplications and additions at a slow machine's pace.
    return (6 * this.#trainer.parameters * this.#settings.model.training.batchSize) / 1e7;
  }

  /** Batches an epoch. */
  get #batches(): number {
    const { train } = this.#checked.dataset.statistics.samples;
    return Math.max(1, Math.ceil(train / this.#settings.model.training.batchSize));
  }

  #progress(): Progress {
    const { training } = this.#settings.model;
    const { samples } = this.#checked.dataset.statistics;
    const { epoch, batch } = this.#trainer.position;
    const done = epoch + batch / this.#batches;
    const epochsPerSecond = this.#pace.epochsPerSecond(done);
    return {
      status: this.#status,
      epoch,
      epochs: training.epochs,
      batch,
      batches: this.#batches,
      seconds: this.#pace.seconds,
      epochsPerSecond,
      samplesPerSecond: epochsPerSecond * samples.train,
      ...(epochsPerSecond > 0 ? { secondsLeft: (training.epochs - done) / epochsPerSecond } : {}),
      ...(this.#figures ? { figures: onlyFigures(this.#figures) } : {}),
      ...(this.#message === undefined ? {} : { message: this.#message }),
    };
  }

  get #history(): History {
    return this.#recorder?.view() ?? this.#options.resume?.history ?? emptyHistory;
  }

  #describe(): RunFacts {
    const { dataset } = this.#checked;
    const { model } = this.#settings;
    const started = new Date().toISOString();
    return { model, dataset, program: this.#options.program, modelFile: this.#saver.modelFile, started };
  }

  #content(status: RunFile["status"], end?: EndEvent): RunFile {
    return describeRun(this.#facts, {
      status,
      trainer: this.#trainer,
      seconds: this.#pace.seconds,
      figures: this.#figures,
      best: this.#best,
      ...(end ? { end } : {}),
      findings: this.#log.current,
    });
  }
}
