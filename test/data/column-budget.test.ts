import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compact } from "../../src/data/column-budget.ts";

const back = ({ base, values }: { base: number; values: Float64Array | Float32Array }) =>
  Array.from(values, (value) => (base === 0 ? value : base + value));

describe("columns in single precision", () => {
  it("keep what single precision holds, whole numbers and gaps among it", () => {
    for (const values of [
      [1, -0, Number.NaN, 16_777_216],
      [2020, 2021, 2022],
      [0.5, 1e-40, -3],
    ])
      expect(back(compact(Float64Array.from(values)))).toEqual(values.map(Math.fround));
  });

  it("are precise beside how they vary, however far from zero they lie", () => {
    const times = fc
      .tuple(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      )
      .map(([from, parts, reach]) => parts.map((part) => from + part * reach));
    fc.assert(
      fc.property(times, (values) => {
        const found = back(compact(Float64Array.from(values)));
        const low = Math.min(...values);
        const high = Math.max(...values);
        const isFar = high - low < Math.max(Math.abs(low), Math.abs(high)) / 4;
        values.forEach((value, at) => {
          // A base is a whole number, up to a half away from the middle.
          const scale = isFar ? high - low + 1 : Math.abs(value);
          expect(Math.abs((found[at] as number) - value)).toBeLessThanOrEqual(scale * 2 ** -23 + 2 ** -149);
        });
      }),
    );
  });

  it("stay in double precision where a value is too large for it", () => {
    expect(back(compact(Float64Array.of(1e39, 0.1)))).toEqual([1e39, 0.1]);
  });
});
