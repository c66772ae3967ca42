import { describe, expect, test } from "vitest";
import {
  bestTrial,
  candidates,
  isOver,
  readRange,
  roundRate,
  testedRates,
} from "../../src/diagnosis/range-test.ts";

/** A curve as range tests give: flat, a fall around one rate, a floor, and growth. */
const curve = (fall: number, rise: number, noise = 0) =>
  testedRates.map((rate, at) => {
    const down = 1 / (1 + (rate / fall) ** 2);
    const up = (rate / rise) ** 2;
    return 0.1 + 0.9 * down + up + noise * Math.sin(12.9 * at);
  });

describe("a range test is read", () => {
  test("its rates go up in even steps over seven decades", () => {
    expect(testedRates[0]).toBe(1e-6);
    expect(testedRates.at(-1)).toBe(10);
    expect(testedRates[20]).toBeCloseTo(1e-5, 10);
  });

  test("by where the loss begins to fall, falls fastest and grows again, also through noise", () => {
    for (const noise of [0, 0.01]) {
      const range = readRange(testedRates, curve(1e-3, 1, noise), 1);
      expect(range?.begin).toBeGreaterThan(5e-5);
      expect(range?.begin).toBeLessThan(6e-4);
      expect(range?.steepest).toBeGreaterThan(4e-4);
      expect(range?.steepest).toBeLessThan(1.2e-3);
      expect(range?.edge).toBeGreaterThan(5e-3);
      expect(range?.edge).toBeLessThan(0.2);
    }
  });

  test("as nothing where the loss never falls", () => {
    expect(
      readRange(
        testedRates,
        testedRates.map(() => 1),
        1,
      ),
    ).toBeUndefined();
    expect(
      readRange(
        testedRates,
        testedRates.map((rate) => 1 + rate),
        1,
      ),
    ).toBeUndefined();
    expect(readRange([1e-6], [Number.NaN], 1)).toBeUndefined();
  });

  test("until the loss is past all use", () => {
    expect(isOver([1, 0.5, 0.4], 1)).toBe(false);
    expect(isOver([1, 0.1, 0.5], 1)).toBe(false);
    expect(isOver([1, 0.1, 1.5], 1)).toBe(true);
    expect(isOver([Number.NaN], 1)).toBe(true);
  });
});

test("rates are round, and the candidates lie between the steepest fall and the edge", () => {
  expect([0.00123, 0.0029, 0.03, 0.7, 0.01].map(roundRate)).toEqual([0.001, 0.002, 0.03, 0.5, 0.01]);
  expect(candidates({ begin: 1e-4, steepest: 1e-3, edge: 0.1, fall: 0.5 })).toEqual([0.001, 0.01, 0.03, 0.1]);
});

describe("of the trials", () => {
  const best = (trials: Parameters<typeof bestTrial>[0], firstLoss = 1, own = 0) =>
    bestTrial(trials, firstLoss, { own, precision: "float64" })?.rate;
  const trials = [
    { rate: 0.1, loss: 0.1 },
    { rate: 0.03, loss: 0.1 },
    { rate: 0.01, loss: 0.11 },
    { rate: 0.001, loss: 0.5 },
    { rate: 1, loss: Number.NaN },
  ];

  test("the lowest that did about as well as any is taken, and none that did nothing", () => {
    expect(best(trials)).toBe(0.01);
    expect(best([{ rate: 0.1, loss: 2 }])).toBeUndefined();
  });

  test("the file's own stays where it is as good, unless it is far above", () => {
    expect(best(trials, 1, 0.03)).toBe(0.03);
    expect(best(trials, 1, 0.1)).toBe(0.01);
    expect(best(trials, 1, 0.001)).toBe(0.01);
  });

  test("rounding makes no difference, nor does a loss below zero", () => {
    const exact = [
      { rate: 0.1, loss: 1e-31 },
      { rate: 0.01, loss: 1e-29 },
      { rate: 0.001, loss: 1e-20 },
    ];
    expect(best(exact)).toBe(0.01);
    const negative = [
      { rate: 0.01, loss: 0.4 },
      { rate: 0.1, loss: -2 },
      { rate: 0.05, loss: -1.95 },
    ];
    expect(best(negative, 0.5)).toBe(0.05);
  });
});
