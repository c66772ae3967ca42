import { rateEdit, trainedRate } from "../diagnosis/learning-rate.ts";
import { applyEdits } from "../model/edit.ts";
import type { ModelFile } from "../model/model.ts";
import { parseModelFile } from "../model/parse.ts";
import type { Edit } from "../protocol/finding.ts";
import type { RunChange, RunSettings, Settings, SettingsChange } from "../protocol/settings.ts";

export const settingKeys = ["learningRate", "clip", "batchSize", "seed"] as const;

/** What a model file says of all that may be set apart from it. */
export const settingsOf = (model: ModelFile): Settings => ({
  learningRate: trainedRate(model).rate,
  clip: model.training.clip ?? null,
  batchSize: model.training.batchSize,
  seed: model.training.seed,
});

/** The edits that make a file with this model say what was set; none for what it says already. */
export function settingsEdits(model: ModelFile, change: SettingsChange): Edit[] {
  const { learningRate, clip, batchSize, seed } = onlyNews(settingsOf(model), change);
  const edits: Edit[] = [];
  if (learningRate !== undefined) edits.push(rateEdit(model, learningRate));
  if (clip === null) edits.push({ path: ["training", "clip"] });
  else if (clip !== undefined) edits.push({ path: ["training", "clip"], value: { ...clip } });
  if (batchSize !== undefined) edits.push({ path: ["training", "batchSize"], value: batchSize });
  if (seed !== undefined) edits.push({ path: ["training", "seed"], value: seed });
  return edits;
}

/** A model file's text that says what was set, and its model; without one, and with the problem, where that cannot be. */
export function withSettings(
  text: string,
  change: SettingsChange,
): { readonly text: string; readonly model?: ModelFile; readonly problem?: string } {
  const { model } = parseModelFile(text);
  if (!model) return { text };
  const edited = applyEdits(text, settingsEdits(model, change)).text;
  const { model: changed, findings } = parseModelFile(edited);
  if (changed) return { text: edited, model: changed };
  return { text, problem: findings[0]?.message ?? "" };
}

/** The part of a change that is another value than that of `settings`. */
export const onlyNews = (settings: SettingsChange, change: SettingsChange): SettingsChange =>
  pick(change, (key) => !isSame(settings[key], change[key]));

/** The part of a change at those keys alone that `keys` has. */
export const sameKeys = (change: Settings, keys: SettingsChange): SettingsChange =>
  pick(change, (key) => keys[key] !== undefined);

/**
 * What a run that is gone on with repeats of all that was set in it: the last value at each key, except where the file
 * says something else now than it did then.
 */
export function repeated(changes: readonly RunChange[], file: Settings): SettingsChange {
  const then: SettingsChange = Object.assign({}, ...changes.map((change) => change.file));
  return pick(allSet(changes), (key) => isSame(then[key], file[key]));
}

/** The last value at each key that was set. */
export const allSet = (changes: readonly RunChange[]): SettingsChange =>
  Object.assign({}, ...changes.map((change) => change.set));

/** The settings of a run that is over, whose file says something else by now. */
export const settingsWithFile = (
  settings: RunSettings,
  changes: readonly RunChange[],
  file: Settings,
): RunSettings => ({ ...settings, file, unwritten: onlyNews(file, allSet(changes)) });

const pick = (from: SettingsChange, wanted: (key: keyof Settings) => boolean): SettingsChange =>
  Object.fromEntries(
    settingKeys.filter((key) => from[key] !== undefined && wanted(key)).map((key) => [key, from[key]]),
  );

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
