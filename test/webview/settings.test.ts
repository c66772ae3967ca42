import { expect, test } from "vitest";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { RunSettings } from "../../src/protocol/settings.ts";
import {
  backToFile,
  batchSteps,
  clipOf,
  clipSteps,
  decades,
  placeOf,
  rateSteps,
  settingsWanted,
  unwrittenNames,
} from "../../webview/settings.ts";

const file = { learningRate: 0.01, clip: null, batchSize: 32, seed: 7 };
const settings = (change: Partial<RunSettings> = {}): RunSettings => ({
  now: file,
  file,
  unwritten: {},
  waiting: {},
  rateKey: "learningRate",
  leastRate: 0,
  largestBatch: 800,
  ...change,
});

const isAscending = (values: readonly number[]) =>
  values.every((value, at) => at === 0 || value > (values[at - 1] as number));

test("a slider goes through the decades in steps of about a fifth", () => {
  const values = decades(-2, 1, [0.0123]);
  expect(values[0]).toBe(0.01);
  expect(values.at(-1)).toBe(10);
  expect(values).toContain(0.0123);
  expect(isAscending(values)).toBe(true);
  const ratios = decades(-2, 1, [])
    .slice(1)
    .map((value, at) => value / (decades(-2, 1, [])[at] as number));
  expect(Math.max(...ratios)).toBeLessThan(1.3);
  expect(Math.min(...ratios)).toBeGreaterThan(1.1);
});

test("rates reach from far below to far above what the file says, and hold what is set exactly", () => {
  const values = rateSteps(settings({ now: { ...file, learningRate: 0.01234 } }));
  expect(values[0]).toBeLessThanOrEqual(0.0001);
  expect(values.at(-1)).toBeGreaterThanOrEqual(1);
  expect(values).toContain(0.01234);
  expect(values).toContain(0.01);
  expect(isAscending(values)).toBe(true);
  // Below the schedule's lowest the file could not say it.
  expect(rateSteps(settings({ leastRate: 0.001 }))[0]).toBe(0.001);
  const off = { ...file, learningRate: 0 };
  expect(rateSteps(settings({ now: off, file: off }))).toContain(0.001);
});

test("batch sizes are powers of two, all rows, and what the file says", () => {
  const now = { ...file, batchSize: 24 };
  expect(batchSteps(settings({ now, largestBatch: 100 }))).toEqual([1, 2, 4, 8, 16, 24, 32, 64, 100]);
  expect(batchSteps(settings({ largestBatch: 0 }))).toEqual([1, 32]);
});

test("a clip has a kind and a limit", () => {
  expect(clipOf("none", 3)).toBeNull();
  expect(clipOf("norm")).toEqual({ norm: 1 });
  expect(clipOf("value", 0.5)).toEqual({ value: 0.5 });
  expect(clipSteps(settings({ now: { ...file, clip: { norm: 0.77 } } }))).toContain(0.77);
});

test("the nearest place is found", () => {
  expect(placeOf([1, 2, 4, 8], 4)).toBe(2);
  expect(placeOf([1, 2, 4, 8], 7)).toBe(3);
  expect(placeOf([1, 2, 4, 8], 0)).toBe(0);
});

test("what waits is shown as wanted", () => {
  expect(settingsWanted(settings({ waiting: { batchSize: 64 } })).batchSize).toBe(64);
});

test("what the file does not say is named with what it says, and set back but for the seed", () => {
  const strings = {
    learningRate: "Learning rate",
    clip: "Clip",
    clipNone: "none",
    clipNorm: "norm",
    seed: "Seed",
    unwrittenValue: "{0} {1} (file: {2})",
  } as PanelStrings;
  const run = settings({ unwritten: { learningRate: 0.1, clip: { norm: 2 }, seed: 40 } });
  expect(unwrittenNames(run, strings)).toEqual([
    "Learning rate 0.1 (file: 0.01)",
    "Clip norm 2 (file: none)",
    "Seed 40 (file: 7)",
  ]);
  expect(backToFile(run)).toEqual({ learningRate: 0.01, clip: null });
});
