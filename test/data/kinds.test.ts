import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kinds } from "../../src/data/statistics/kinds.ts";
import { RowHash } from "../../src/data/statistics/row-hash.ts";
import type { Side } from "../../src/data/statistics/side.ts";

const numbers = fc.integer({ min: -3, max: 3 });

describe("kinds of rows", () => {
  it("are those that a map tells", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, fc.oneof(numbers, fc.integer()))), (pairs) => {
        const kinds = new Kinds(pairs.length);
        const known = new Map<string, number>();
        for (const [first, second] of pairs) {
          const key = `${first},${second}`;
          expect(kinds.find(first, second)).toBe(known.get(key) ?? -1);
          if (!known.has(key)) known.set(key, known.size);
          expect(kinds.add(first, second)).toBe(known.get(key));
        }
        expect(kinds.count).toBe(known.size);
      }),
    );
  });
});

describe("the numbers of rows", () => {
  const sideOf = (values: number[][], double: boolean): Side => {
    const width = values[0]?.length ?? 0;
    const column = (index: number) => ({ name: `c${index}`, kind: "number" as const, missing: 0 });
    const columns = Array.from({ length: width }, (_, index) => index);
    return {
      columns: columns.map((index) => ({
        ...column(index),
        index,
        normalize: "none",
        values: undefined as never,
      })),
      table: { values: double ? Float64Array.from(values.flat()) : Float32Array.from(values.flat()), width },
      statistics: columns.map((index) => ({
        ...column(index),
        mean: 0,
        deviation: 1,
        min: 0,
        max: 1,
        offset: 0,
        scale: 1,
      })),
    };
  };

  it("are equal for equal rows alone, whole, by columns, and without one", () => {
    const row = fc.array(fc.constantFrom(0, 1, 0.5, -1), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.boolean(), (rows, double) => {
        const inputs = sideOf(
          rows.map((cells) => cells.slice(0, 3)),
          double,
        );
        const hash = new RowHash(
          inputs,
          sideOf(
            rows.map((cells) => cells.slice(3)),
            double,
          ),
        );
        const same = (a: number, b: number, columns: readonly number[]) =>
          columns.every((column) => rows[a]?.[column] === rows[b]?.[column]);
        for (let a = 0; a < rows.length; a++)
          for (let b = 0; b < a; b++) {
            expect(hash.of(a) === hash.of(b)).toBe(same(a, b, [0, 1, 2, 3]));
            expect(hash.ofColumns(a, [0, 3]) === hash.ofColumns(b, [0, 3])).toBe(same(a, b, [0, 3]));
            expect(hash.without(a, [1])[0] === hash.without(b, [1])[0]).toBe(same(a, b, [0, 2, 3]));
          }
      }),
    );
  });
});
