import fc from "fast-check";
import { expect, test } from "vitest";
import { dateTicks, logarithmicTicks, roundTicks, ticksAround } from "../../webview/charts/ticks.ts";

test("round numbers lie within the ends and are not too many", () => {
  expect(roundTicks(1, 200, 5)).toEqual([50, 100, 150, 200]);
  expect(roundTicks(0, 0.3, 4)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(roundTicks(1, 3, 10, true)).toEqual([1, 2, 3]);
  expect(roundTicks(4, 4, 10)).toEqual([4]);
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (from, width) => {
      expect(roundTicks(from, from + width, 6).length).toBeLessThanOrEqual(8);
    }),
  );
});

test("an axis begins and ends at a tick, around all its values", () => {
  expect(ticksAround(0.9, 10.1, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(ticksAround(0.1, 0.3, 2)).toEqual([0.1, 0.2, 0.3]);
  const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 1e-3, max: 1e9, noNaN: true }), (from, width) => {
      const ticks = ticksAround(from, from + width, 6);
      const slack = 1e-3 * width;
      expect(ticks[0]).toBeLessThanOrEqual(from + slack);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(from + width - slack);
      expect(ticks.length).toBeLessThanOrEqual(9);
    }),
  );
});

test("powers of ten, thinned out or with their 2 and 5", () => {
  expect(logarithmicTicks(0.01, 10, 8)).toEqual([0.01, 0.1, 1, 10]);
  expect(logarithmicTicks(1e-20, 1, 8)).toEqual([1e-18, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1]);
  expect(logarithmicTicks(0.04, 2, 8)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
  expect(logarithmicTicks(0.15, 0.9, 8)).toEqual([0.2, 0.5]);
  expect(logarithmicTicks(0.21, 0.22, 8)).toEqual([0.21, 0.22]);
  expect(logarithmicTicks(-1, 1, 8)).toEqual([]);
});

test("dates at full units of the calendar", () => {
  const ticks = (from: string, to: string) =>
    dateTicks(Date.parse(from), Date.parse(to), 6).map(({ label }) => label);
  expect(ticks("1749-01-01", "2019-01-01")).toEqual(["1750", "1800", "1850", "1900", "1950", "2000"]);
  expect(ticks("2020-01-15", "2020-05-20")).toEqual(["2020-02", "2020-03", "2020-04", "2020-05"]);
  expect(ticks("2020-01-01T08:00:00Z", "2020-01-01T10:30:00Z")).toEqual([
    "08:00",
    "08:30",
    "09:00",
    "09:30",
    "10:00",
    "10:30",
  ]);
  expect(dateTicks(0, 8.64e15, 6).length).toBeGreaterThan(0);
});
