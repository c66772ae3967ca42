import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { ClipSetting, LiveChange, RunSettings, Settings } from "../src/protocol/settings.ts";
import { fill, formatCount, formatSetting } from "./format.ts";

/** Places of a slider within a decade, each about a fifth more than the one before. */
const mantissas = [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 4, 5, 6, 7, 8.5];

/** Round numbers of the decades from `low` on to `high`, both in powers of ten, ascending, and `others` among them. */
export function decades(low: number, high: number, others: readonly number[]): number[] {
  const values = new Set(others);
  for (let power = low; power < high; power++)
    for (const mantissa of mantissas) values.add(Number(`${mantissa}e${power}`));
  values.add(Number(`1e${high}`));
  return [...values].sort((a, b) => a - b);
}

const power = (value: number): number => Math.floor(Math.log10(value));

/** What the learning rate may be set to: a hundred times less to a hundred times more than the file says and it is. */
export function rateSteps({ now, file, leastRate }: RunSettings): number[] {
  const known = [now.learningRate, file.learningRate];
  const positive = known.filter((rate) => rate > 0);
  const around = positive.length > 0 ? positive.map(power) : [-3];
  return decades(Math.min(...around) - 2, Math.max(...around) + 3, known).filter((rate) => rate >= leastRate);
}

/** What the batch size may be set to: powers of two, all training rows, and what the file says and it is. */
export function batchSteps({ now, file, largestBatch }: RunSettings): number[] {
  const values = new Set([now.batchSize, file.batchSize, Math.max(1, largestBatch)]);
  for (let size = 1; size <= largestBatch; size *= 2) values.add(size);
  return [...values].sort((a, b) => a - b);
}

export type ClipKind = "none" | "value" | "norm";
export const clipKinds: readonly ClipKind[] = ["none", "value", "norm"];

export const clipKind = (clip: ClipSetting): ClipKind =>
  clip === null ? "none" : "value" in clip ? "value" : "norm";

export const clipLimit = (clip: ClipSetting): number | undefined =>
  clip === null ? undefined : "value" in clip ? clip.value : clip.norm;

/** A clip of a kind; without a limit so far it is 1, as in most papers. */
export function clipOf(kind: ClipKind, limit = 1): ClipSetting {
  if (kind === "none") return null;
  return kind === "value" ? { value: limit } : { norm: limit };
}

export const clipSteps = ({ now, file }: RunSettings): number[] =>
  decades(
    -3,
    3,
    [clipLimit(now.clip), clipLimit(file.clip)].filter((limit) => limit !== undefined),
  );

/** What holds, or will as soon as it may. */
export const settingsWanted = ({ now, waiting }: RunSettings): Settings => ({ ...now, ...waiting });

/** The place of a value among ascending ones, or of the nearest. */
export function placeOf(values: readonly number[], value: number): number {
  let best = 0;
  for (const [place, each] of values.entries())
    if (Math.abs(each - value) < Math.abs((values[best] as number) - value)) best = place;
  return best;
}

/** The change that sets back to the file's what was set and may be set while the run goes on. */
export function backToFile({ file, unwritten }: RunSettings): LiveChange {
  return {
    ...(unwritten.learningRate === undefined ? {} : { learningRate: file.learningRate }),
    ...(unwritten.clip === undefined ? {} : { clip: file.clip }),
    ...(unwritten.batchSize === undefined ? {} : { batchSize: file.batchSize }),
  };
}

/** What was set that the file does not say, each with what the file says. */
export function unwrittenNames({ unwritten, file }: RunSettings, strings: PanelStrings): string[] {
  const { learningRate, batchSize, clip, seed } = unwritten;
  const name = (label: string, value: string, inFile: string) =>
    fill(strings.unwrittenValue, label, value, inFile);
  const rate = (value: number) => formatSetting(value);
  const clipText = (value: ClipSetting) =>
    value === null
      ? strings.clipNone
      : `${strings[clipNames[clipKind(value)]]} ${rate(clipLimit(value) ?? 0)}`;
  return [
    ...(learningRate === undefined
      ? []
      : [name(strings.learningRate, rate(learningRate), rate(file.learningRate))]),
    ...(batchSize === undefined
      ? []
      : [name(strings.batchSize, formatCount(batchSize), formatCount(file.batchSize))]),
    ...(clip === undefined ? [] : [name(strings.clip, clipText(clip), clipText(file.clip))]),
    ...(seed === undefined ? [] : [name(strings.seed, String(seed), String(file.seed))]),
  ];
}

const clipNames = { none: "clipNone", value: "clipValue", norm: "clipNorm" } as const;
