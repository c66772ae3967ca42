import { describe, expect, test } from "vitest";
import { fan } from "../../webview/fan.ts";
import {
  meanAbsoluteError,
  outputX,
  partsOf,
  partToShow,
  predictionAt,
  residuals,
  rSquared,
  stretches,
} from "../../webview/prediction.ts";
import { baseOf } from "./runs.ts";

const floats = (...values: number[]) => Float64Array.from(values);
const predicted = { epoch: 7, outputs: [floats(11, 20, Number.NaN, 43)] };

describe("splits of a series", () => {
  test("meet halfway between their samples", () => {
    const { x, split } = baseOf();
    expect(stretches(x, split)).toEqual([
      { part: 0, from: 1, to: 2.5 },
      { part: 1, from: 2.5, to: 4 },
    ]);
  });

  test("are no stretches where there is one split, or where they are mixed", () => {
    expect(stretches(baseOf().x, new Uint8Array(4))).toEqual([]);
    const x = Float64Array.from({ length: 40 }, (_, index) => index);
    expect(
      stretches(
        x,
        Uint8Array.from(x, (at) => at % 2),
      ),
    ).toEqual([]);
  });

  test("the one that tells most of new data is shown, but for the one asked for", () => {
    const base = baseOf();
    expect(partsOf(base)).toEqual([0, 1]);
    expect(partToShow(base, undefined)).toBe(1);
    expect(partToShow(base, 0)).toBe(0);
    expect(partToShow(base, 2)).toBe(1);
    expect(partToShow(baseOf({ split: Uint8Array.of(0, 2, 2, 0) }), undefined)).toBe(2);
    expect(partToShow(baseOf({ split: new Uint8Array(4) }), 1)).toBe(0);
  });
});

describe("predictions", () => {
  test("of samples, and how far they are from the truth", () => {
    expect(predictionAt(predicted, 0, 3)).toBe(43);
    expect(predictionAt(undefined, 0, 3)).toBeNaN();
    expect([...residuals(floats(1, 2), floats(3, 1))]).toEqual([-2, 1]);
    expect(meanAbsoluteError(baseOf(), predicted, 0)).toBeCloseTo(4 / 3, 12);
    expect(meanAbsoluteError(baseOf(), { epoch: 1, outputs: [] }, 0)).toBeUndefined();
  });

  test("R² is 1 where all is right, 0 for the mean, less for worse", () => {
    const actual = floats(1, 2, 3, 1e9);
    const first = (index: number) => index < 3;
    expect(rSquared(actual, floats(1, 2, 3, 0), first)).toBe(1);
    expect(rSquared(actual, floats(2, 2, 2, 0), first)).toBe(0);
    expect(rSquared(actual, floats(3, 2, 1, 0), first)).toBe(-3);
    expect(rSquared(actual, floats(1, Number.NaN, 3, 0), first)).toBeUndefined();
    expect(rSquared(floats(5, 5), floats(5, 4), () => true)).toBeUndefined();
  });

  test("steps ahead stand at the rows that they are of", () => {
    const output = (step: number) => ({ name: `y[+${step}]`, actual: floats(1, 2), column: 0, step });
    const window = {
      x: [floats(1, 2), floats(2, 3)],
      persistence: [floats(0, 1)],
      lastX: 3,
      last: floats(3),
      forecastX: floats(4, 5),
    };
    const base = baseOf({ x: floats(1, 2), outputs: [output(0), output(1)], window });
    expect([...outputX(base, 0)]).toEqual([1, 2]);
    expect([...outputX(base, 1)]).toEqual([2, 3]);
    expect([...outputX(baseOf(), 0)]).toEqual([1, 2, 3, 4]);
  });
});

describe("a forecast", () => {
  // Twenty samples, two steps of one column; errors of 0 to 19 one step ahead, twice as large two steps ahead.
  const zeros = new Float64Array(20);
  const count = floats(...zeros.keys());
  const output = (step: number, errors: Float64Array) => ({ name: "y", actual: errors, column: 0, step });
  const window = {
    x: [count, count],
    persistence: [zeros],
    lastX: 20,
    last: floats(100),
    forecastX: floats(21, 22),
  };
  const outputs = [
    output(0, count),
    output(
      1,
      count.map((error) => 2 * error),
    ),
  ];
  const forecast = { epoch: 1, outputs: [zeros, zeros], forecast: floats(110, 120) };

  test("goes on from the last value, each step with the errors of as many steps", () => {
    const base = baseOf({ x: count, split: new Uint8Array(20), outputs, window });
    expect(fan(base, forecast, 0)).toEqual([
      { x: 20, y: 100, half: [100, 100], most: [100, 100] },
      { x: 21, y: 110, half: [114.75, 124.25], most: [expect.closeTo(110.95, 9), expect.closeTo(128.05, 9)] },
      { x: 22, y: 120, half: [129.5, 148.5], most: [expect.closeTo(121.9, 9), expect.closeTo(156.1, 9)] },
    ]);
  });

  test("takes the errors on samples that were not trained on, where there are enough", () => {
    const split = Uint8Array.from(count, (sample) => Number(sample >= 10));
    expect(fan(baseOf({ x: count, split, outputs, window }), forecast, 0)[1]?.half).toEqual([122.25, 126.75]);
  });

  test("has no range where too few errors are known, and is none without a window", () => {
    const few = { ...forecast, outputs: [zeros.fill(Number.NaN, 5), zeros] };
    expect(fan(baseOf({ x: count, split: new Uint8Array(20), outputs, window }), few, 0)[1]?.half).toEqual([
      110, 110,
    ]);
    expect(fan(baseOf(), predicted, 0)).toEqual([]);
  });
});
