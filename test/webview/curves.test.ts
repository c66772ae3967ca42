import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandExtent, decimate } from "../../webview/decimate.ts";
import { smooth } from "../../webview/smoothing.ts";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const curve = fc.array(finite, { minLength: 1, maxLength: 300 }).map((values) => Float64Array.from(values));

/** One epoch a value. */
const samplesOf = (values: readonly number[] | Float64Array) => ({
  x: Float64Array.from(values, (_, index) => index + 1),
  values: Float64Array.from(values),
  span: 1,
});

describe("smoothing", () => {
  test("a weight of 0 leaves the curve as it is", () => {
    const samples = samplesOf([3, 1, 2]);
    expect(smooth(samples, 0, false)).toBe(samples.values);
  });

  test("no value leaves the curve's range", () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (values, weight) => {
        const [low, high] = [Math.min(...values), Math.max(...values)];
        for (const value of smooth(samplesOf(values), weight, false)) {
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  test("a straight line stays one, right up to both ends", () => {
    for (const weight of [0.3, 0.8, 0.99]) {
      const line = Float64Array.from({ length: 201 }, (_, index) => 5 - 0.02 * index);
      const smoothed = smooth(samplesOf(line), weight, false);
      for (const [index, value] of smoothed.entries()) expect(value).toBeCloseTo(line[index] as number, 9);
    }
  });

  test("it is the least-squares line of exponential weights around each point", () => {
    const values = Float64Array.from({ length: 40 }, (_, index) => Math.sin(index) + 0.01 * index * index);
    const smoothed = smooth(samplesOf(values), 0.7, false);
    for (const at of [0, 1, 17, 38, 39]) {
      let [w, d, dd, y, dy] = [0, 0, 0, 0, 0];
      for (const [index, value] of values.entries()) {
        const weight = 0.7 ** Math.abs(index - at);
        w += weight;
        d += weight * (index - at);
        dd += weight * (index - at) ** 2;
        y += weight * value;
        dy += weight * (index - at) * value;
      }
      expect(smoothed[at]).toBeCloseTo((dd * y - d * dy) / (w * dd - d * d), 9);
    }
  });

  test("noise is taken away and the peak of the curve stays in its place", () => {
    const peak = smooth(samplesOf([0, 0, 0, 1, 0, 0, 0]), 0.7, false);
    expect(peak[2]).toBeCloseTo(peak[4] as number, 12);
    expect(peak.indexOf(Math.max(...peak))).toBe(3);
    const noise = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    for (const value of smooth(samplesOf(noise), 0.95, false)) expect(Math.abs(value)).toBeLessThan(0.15);
  });

  test("an exponential fall is a straight line on a logarithmic axis, also at its ends", () => {
    const fall = Float64Array.from({ length: 201 }, (_, index) => 10 ** (-index / 10));
    const smoothed = smooth(samplesOf(fall), 0.8, true);
    for (const [index, value] of smoothed.entries()) expect(Math.log10(value)).toBeCloseTo(-index / 10, 9);
  });

  test("single epochs after points of many count as what they are", () => {
    // Points of 8 epochs, then 16 epochs one by one: the same line.
    const x = Float64Array.from([
      ...Array.from({ length: 10 }, (_, k) => 8 * (k + 1)),
      ...Array.from({ length: 16 }, (_, k) => 81 + k),
    ]);
    const values = x.map((at) => 3 - 0.01 * at);
    const smoothed = smooth({ x, values, span: 8 }, 0.6, false);
    for (const [index, value] of smoothed.entries()) expect(value).toBeCloseTo(values[index] as number, 9);
  });

  test("values that cannot be drawn take no part", () => {
    const some = samplesOf([1, Number.NaN, 1, Number.POSITIVE_INFINITY, 1]);
    expect([...smooth(some, 0.5, false)]).toEqual([1, Number.NaN, 1, Number.NaN, 1]);
    expect([...smooth(samplesOf([1, 0, -1, 1]), 0.5, true)]).toEqual([1, Number.NaN, Number.NaN, 1]);
    expect([...smooth(samplesOf([Number.NaN, 7, Number.NaN]), 0.9, false)]).toEqual([
      Number.NaN,
      7,
      Number.NaN,
    ]);
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
