import { trainedRate } from "../diagnosis/learning-rate.ts";
import { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import type { Finding } from "../protocol/finding.ts";
import type {
  LiveChange,
  LiveOrder,
  RunChange,
  RunSettings,
  Settings,
  SettingsChange,
} from "../protocol/settings.ts";
import { allSet, onlyNews, sameKeys, settingsOf, withSettings } from "./settings.ts";

/** Changes that are kept apart; older ones are told as one. */
const mostChanges = 1000;

export interface LiveSettingsOptions {
  /** What the model file says, before anything was set. */
  readonly file: Settings;
  /** The model file with all that was set before the first step of this session. */
  readonly text: string;
  readonly model: ModelFile;
  /** What was set in the sessions before. */
  readonly changes: readonly RunChange[];
  readonly trainingRows: number;
  /** Where the run is: whole epochs, batches of the one at hand, and updates in all. */
  readonly position: Position;
  /** Builds the network that a model describes, over the run's data. */
  readonly build: (model: ModelFile) => Promise<Trainer | Finding>;
}

type Position = Trainer["position"];

/** What a run goes by that may be set while it goes on, and all that was. */
export class LiveSettings {
  readonly #options: LiveSettingsOptions;
  #text: string;
  #model: ModelFile;
  #waiting: LiveChange = {};
  #file: Settings;
  #changes: readonly RunChange[];

  constructor(options: LiveSettingsOptions) {
    this.#options = options;
    this.#text = options.text;
    this.#model = options.model;
    this.#changes = options.changes;
    const { file, changes, model, position } = options;
    this.#file = file;
    this.#note(position, onlyNews({ ...file, ...allSet(changes) }, settingsOf(model)));
  }

  /** The model file with all that is set now. */
  get text(): string {
    return this.#text;
  }

  get model(): ModelFile {
    return this.#model;
  }

  get changes(): readonly RunChange[] {
    return this.#changes;
  }

  get view(): RunSettings {
    const { key, least } = trainedRate(this.#model);
    return {
      now: settingsOf(this.#model),
      file: this.#file,
      unwritten: onlyNews(this.#file, { ...allSet(this.#changes), ...this.#waiting }),
      waiting: this.#waiting,
      rateKey: key,
      leastRate: least,
      largestBatch: this.#options.trainingRows,
    };
  }

  /** Takes note of what a person set and the file says; gives the reason where the two do not go together. */
  want({ set, file }: LiveOrder): string | undefined {
    this.#file = file ?? this.#file;
    const waiting: LiveChange = onlyNews(settingsOf(this.#model), { ...this.#waiting, ...set });
    const { model, problem } = withSettings(this.#text, waiting);
    if (!model) return problem;
    this.#waiting = waiting;
    return undefined;
  }

  /** Something waits for the end of the batch at hand. */
  get waitsForBatch(): boolean {
    const { batchSize: _, ...rest } = this.#waiting;
    return Object.keys(rest).length > 0;
  }

  /** Something waits for the end of the epoch at hand. */
  get waitsForEpoch(): boolean {
    return this.#waiting.batchSize !== undefined;
  }

  /**
   * Puts in force what waits for no later moment than this one. Gives the network to go on with, which may be a new one
   * in place of the one given, and where it could not be built, why; undefined where there is nothing to do.
   */
  async take(trainer: Trainer): Promise<{ trainer: Trainer; problem?: string } | undefined> {
    const change = this.#due(trainer);
    if (Object.keys(change).length === 0) return undefined;
    this.#waiting = onlyNews(change, this.#waiting);
    const { text, model } = withSettings(this.#text, change);
    if (!model) return undefined;
    const { position } = trainer;
    if (change.batchSize === undefined && trainer.tune(model)) {
      this.#putInForce(text, model, position, change);
      return { trainer };
    }
    const [weights, state] = [trainer.weights(), trainer.state()];
    // The two of them might need more memory than there is.
    trainer.dispose();
    const built = await this.#options.build(model);
    if (built instanceof Trainer) {
      this.#putInForce(text, model, position, change);
      built.restore(weights, state);
      return { trainer: built };
    }
    const same = await this.#options.build(this.#model);
    if (!(same instanceof Trainer)) throw new Error(same.message);
    same.restore(weights, state);
    return { trainer: same, problem: built.message };
  }

  #due(trainer: Trainer): LiveChange {
    if (!trainer.atBatchEnd) return {};
    const { batchSize, ...rest } = this.#waiting;
    return batchSize !== undefined && trainer.position.batch === 0 ? this.#waiting : rest;
  }

  #putInForce(text: string, model: ModelFile, position: Position, change: LiveChange): void {
    this.#text = text;
    this.#model = model;
    this.#note(position, change);
  }

  #note({ epoch, batch, step }: Position, set: SettingsChange): void {
    if (Object.keys(set).length === 0) return;
    const file = sameKeys(this.#file, set);
    const changes = [...this.#changes, { epoch, batch, step, set, file }];
    this.#changes = changes.length > mostChanges ? foldOldest(changes) : changes;
  }
}

/** The two oldest changes as one, where the second took hold. */
const foldOldest = ([first, second, ...rest]: readonly RunChange[]): RunChange[] =>
  first && second
    ? [{ ...second, set: { ...first.set, ...second.set }, file: { ...first.file, ...second.file } }, ...rest]
    : [];
