import { describe, expect, test } from "vitest";
import { applyInside, type Inside, insideColumns, type Strip, stripBins } from "../../src/protocol/inside.ts";
import type { SampledUpdate } from "../../src/protocol/signals.ts";
import { InsideRecorder } from "../../src/runs/inside-recorder.ts";
import { StripRecorder } from "../../src/runs/strip-recorder.ts";
import { modelFile } from "../engine/model.ts";

const floats = (values: readonly number[]) => Float64Array.from(values);

/** Share of a column's values between two numbers, as a strip tells it. */
function share({ limit, shares }: Strip, column: number, from: number, to: number): number {
  let sum = 0;
  for (let bin = 0; bin < stripBins; bin++) {
    const middle = ((bin + 0.5) / (stripBins / 2) - 1) * limit;
    const code = shares[column * stripBins + bin] as number;
    if (middle > from && middle < to) sum += (code / 255) ** 2;
  }
  return sum;
}

describe("a strip", () => {
  test("has bins to a power of two that holds nearly all values", () => {
    const strip = new StripRecorder();
    expect(strip.add(0, floats([-3, 0.5, 0.5, 1]), 0)).toBe(false);
    const { limit, shares } = strip.strip(0, 1);
    expect(limit).toBe(4);
    expect(shares.length).toBe(stripBins);
    expect(share(strip.strip(0, 1), 0, -3.1, -2.9)).toBeCloseTo(0.25, 2);
    expect(share(strip.strip(0, 1), 0, 0.4, 0.6)).toBeCloseTo(0.5, 2);
  });

  test("one value far away does not widen it, and stands at the end", () => {
    const strip = new StripRecorder();
    strip.add(0, floats([...Array(199).fill(0.3), 1e6]), 0);
    expect(strip.strip(0, 1).limit).toBe(0.5);
    expect((strip.strip(0, 1).shares.at(-1) as number) / 255).toBeCloseTo(Math.sqrt(1 / 200), 2);
  });

  test("widens with the values, and says so, and earlier columns keep their shares", () => {
    const strip = new StripRecorder();
    strip.add(0, floats([-0.4, 0.1, 0.4, 0.4]), 0);
    expect(strip.add(1, floats([-1, 3]), 0)).toBe(true);
    const wide = strip.strip(0, 2);
    expect(wide.limit).toBe(4);
    expect(share(wide, 0, -0.5, 0)).toBeCloseTo(0.25, 2);
    expect(share(wide, 0, 0.3, 0.5)).toBeCloseTo(0.5, 2);
    expect(share(wide, 1, 2.9, 3.1)).toBeCloseTo(0.5, 2);
  });

  test("several looks make one column, also where the bins change between them", () => {
    const strip = new StripRecorder();
    strip.add(0, floats([0.1]), 0);
    strip.add(0, floats([1.5]), 1);
    expect(share(strip.strip(0, 1), 0, 0, 0.2)).toBeCloseTo(0.5, 2);
    expect(share(strip.strip(0, 1), 0, 1.4, 1.6)).toBeCloseTo(0.5, 2);
  });

  test("values that are not finite, and none at all, are left out", () => {
    const strip = new StripRecorder();
    strip.add(0, floats([Number.NaN, Number.POSITIVE_INFINITY, 1]), 0);
    expect(share(strip.strip(0, 1), 0, 0.9, 1.1)).toBeCloseTo(1, 2);
    strip.add(1, floats([Number.NaN]), 0);
    expect(Math.max(...strip.strip(1, 2).shares)).toBe(0);
  });

  test("columns are merged by their mean", () => {
    const strip = new StripRecorder();
    for (const [column, value] of [0.25, 0.75, 0.75, 0.75].entries()) strip.add(column, floats([value]), 0);
    strip.mergeColumns(4);
    expect(share(strip.strip(0, 2), 0, 0.2, 0.3)).toBeCloseTo(0.5, 2);
    expect(share(strip.strip(0, 2), 1, 0.7, 0.8)).toBeCloseTo(1, 2);
  });
});

const layers = [
  { units: 3, activation: "relu" },
  { type: "dropout", rate: 0.5 },
  { units: 1, activation: "sigmoid" },
];
const modelOf = (layers: readonly object[]) => modelFile({ layers, loss: "mse" }, {});

const look = (step: number, gradientNorm: number, count = 3): SampledUpdate => ({
  step,
  epoch: 1,
  layers: Array.from({ length: count }, (_, index) => ({
    activations: { mean: 0, deviation: 1, deadShare: 0.25, saturatedShare: 0.5 },
    ...(index % 2 === 0
      ? {
          update: {
            gradientNorm,
            clippedGradientNorm: gradientNorm,
            clippedShare: 0,
            weightNorm: 1,
            updateRatio: 0.01 * gradientNorm,
          },
        }
      : {}),
  })),
  values: Array.from({ length: count }, (_, index) => ({
    activations: floats([step / 1000, 0.5]),
    ...(index % 2 === 0 ? { weights: floats([gradientNorm]) } : {}),
  })),
});

describe("the record of a network's inside", () => {
  test("holds what each layer has, and NaN for what it has not", () => {
    const recorder = new InsideRecorder(modelOf(layers), 2);
    recorder.record(0.5, look(1, 3));
    const inside = recorder.delta()?.inside;
    expect(inside?.layers.map(({ layer }) => layer)).toEqual([
      { index: 0, type: "dense", units: 3, activation: "relu" },
      { index: 1, type: "dropout", units: 3 },
      { index: 2, type: "dense", units: 1, activation: "sigmoid" },
    ]);
    const [hidden, dropout, output] = inside?.layers ?? [];
    expect([...(inside?.epochs ?? [])]).toEqual([0.5]);
    expect([...(hidden?.curves.gradientNorm ?? [])]).toEqual([3]);
    expect([...(hidden?.curves.deadShare ?? [])]).toEqual([0.25]);
    expect([...(hidden?.curves.saturatedShare ?? [])]).toEqual([Number.NaN]);
    expect([...(dropout?.curves.gradientNorm ?? [])]).toEqual([Number.NaN]);
    expect(dropout?.weights).toBeUndefined();
    expect([...(output?.curves.deadShare ?? [])]).toEqual([Number.NaN]);
    expect([...(output?.curves.saturatedShare ?? [])]).toEqual([0.5]);
    expect(output?.weights?.limit).toBe(4);
  });

  test("the same look twice is one, and nothing new is no delta", () => {
    const recorder = new InsideRecorder(modelOf(layers), 2);
    expect(recorder.delta()).toBeUndefined();
    recorder.record(1, look(7, 1));
    recorder.record(2, look(7, 1));
    recorder.record(2, undefined);
    expect(recorder.delta()?.inside.epochs.length).toBe(1);
    expect(recorder.delta()).toBeUndefined();
  });

  test("stays bounded, and deltas taken at any time tell the same as the whole", () => {
    const whole = new InsideRecorder(modelOf(layers), 2);
    const told = new InsideRecorder(modelOf(layers), 2);
    let mirror: Inside | undefined;
    const looks = 3 * insideColumns + 11;
    for (let step = 1; step <= looks; step++) {
      const norm = 1 + (step % 7);
      whole.record(step, look(step, norm));
      told.record(step, look(step, norm));
      const delta = step % 5 === 0 || step === looks ? told.delta() : undefined;
      if (delta) mirror = applyInside(mirror, delta);
    }
    const all = whole.delta()?.inside;
    expect(all?.epochs.length).toBeLessThanOrEqual(insideColumns);
    expect(all?.epochs.at(-1)).toBe(looks);
    expect(mirror).toEqual(all);
    const norms = all?.layers[0]?.curves.gradientNorm ?? [];
    expect(Math.min(...norms)).toBeGreaterThan(1);
    expect(Math.max(...norms)).toBeLessThan(7);
  });

  test("of very many layers some are kept, the first and the last among them", () => {
    const deep = [...Array.from({ length: 99 }, () => ({ units: 2 })), { units: 1 }];
    const recorder = new InsideRecorder(modelOf(deep), 1);
    recorder.record(1, look(1, 1, 100));
    const inside = recorder.delta()?.inside;
    expect(inside?.layerCount).toBe(100);
    expect(inside?.layers.length).toBe(32);
    expect(inside?.layers[0]?.layer.index).toBe(0);
    expect(inside?.layers.at(-1)?.layer).toEqual({ index: 99, type: "dense", units: 1 });
  });
});
