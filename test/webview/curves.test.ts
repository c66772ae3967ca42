import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandExtent, decimate } from "../../webview/decimate.ts";
import { smooth } from "../../webview/smoothing.ts";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const curve = fc.array(finite, { minLength: 1, maxLength: 300 }).map((values) => Float64Array.from(values));

describe("smoothing", () => {
  test("a weight of 0 leaves the curve as it is", () => {
    const values = Float64Array.from([3, 1, 2]);
    expect(smooth(values, 0, false)).toBe(values);
  });

  test("a constant stays, and no value leaves the curve's range", () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (values, weight) => {
        const smoothed = smooth(values, weight, false);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
        for (const value of smoothed) {
          expect(value).toBeGreaterThanOrEqual(low - slack);
          expect(value).toBeLessThanOrEqual(high + slack);
        }
      }),
    );
  });

  test("it does not lag: a symmetric curve stays symmetric, a straight line straight in its middle", () => {
    const peak = smooth(Float64Array.from([0, 0, 0, 1, 0, 0, 0]), 0.7, false);
    expect(peak[2]).toBeCloseTo(peak[4] as number, 12);
    const line = smooth(
      Float64Array.from({ length: 201 }, (_, index) => index),
      0.8,
      false,
    );
    expect(line[100]).toBeCloseTo(100, 9);
  });

  test("an exponential fall is a straight line on a logarithmic axis", () => {
    const fall = Float64Array.from({ length: 201 }, (_, index) => 10 ** (-index / 10));
    expect(Math.log10(smooth(fall, 0.8, true)[100] as number)).toBeCloseTo(-10, 9);
  });

  test("values that cannot be drawn take no part", () => {
    const smoothed = smooth(Float64Array.from([1, Number.NaN, 1, Number.POSITIVE_INFINITY, 1]), 0.5, false);
    expect([...smoothed]).toEqual([1, Number.NaN, 1, Number.NaN, 1]);
    expect([...smooth(Float64Array.from([1, 0, -1, 1]), 0.5, true)]).toEqual([1, Number.NaN, Number.NaN, 1]);
  });
});

describe("decimation", () => {
  const drawn = (values: Float64Array, columns: number, positiveOnly = false) => {
    const x = values.map((_, index) => index + 1);
    const range = { from: 1, to: values.length };
    return decimate({ x, line: values, low: values, high: values }, range, columns, positiveOnly);
  };

  test("keeps every peak, in order, in about as many points as there are columns", () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 400 }), (values, columns) => {
        const { line, band } = drawn(values, columns);
        expect(bandExtent(band)).toEqual([Math.min(...values), Math.max(...values)]);
        expect(band.length).toBeLessThanOrEqual(columns + 1);
        expect(line.length).toBeLessThanOrEqual(columns + 1);
        expect(line.at(-1)).toEqual({ x: values.length, y: values.at(-1) });
        for (const [index, point] of line.entries())
          if (index > 0) expect(point.x).toBeGreaterThan(line[index - 1]?.x ?? 0);
      }),
    );
  });

  test("leaves out what cannot be drawn", () => {
    const values = Float64Array.from([1, Number.NaN, Number.POSITIVE_INFINITY, 0, -1, 2]);
    expect(drawn(values, 100).line.map(({ y }) => y)).toEqual([1, 0, -1, 2]);
    expect(drawn(values, 100, true).line.map(({ y }) => y)).toEqual([1, 2]);
    expect(bandExtent(drawn(Float64Array.from([Number.NaN]), 10).band)).toBeUndefined();
  });

  test("keeps one point beyond each end of the range", () => {
    const x = Float64Array.from([1, 2, 3, 4, 5, 6]);
    const { line } = decimate({ x, line: x, low: x, high: x }, { from: 2.5, to: 4.5 }, 100, false);
    expect(line.map((point) => point.x)).toEqual([2, 3, 4, 5]);
  });
});
