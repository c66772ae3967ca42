import { describe, expect, it } from "vitest";
import { ColumnBudget } from "../../../src/data/column-budget.ts";
import type { ColumnTaker, TypedColumn } from "../../../src/data/formats/typed-column.ts";
import { openTyped } from "../../../src/data/formats/typed-source.ts";
import type { SourceOptions } from "../../../src/data/source.ts";
import { failure, fileOf, memoryLimit, noFile } from "../model.ts";

const options = (changes: Partial<SourceOptions> = {}): SourceOptions => ({
  memoryLimit,
  budget: new ColumnBudget(memoryLimit),
  open: noFile,
  ...changes,
});

/** A file of columns that are handed out as they are; tells how often it is scanned. */
function typedFile(columns: readonly (TypedColumn & { cells: readonly (number | string)[] })[]) {
  let scans = 0;
  const scan = async (takers: readonly (ColumnTaker | undefined)[]) => {
    scans++;
    columns.forEach(({ cells }, index) => {
      for (const cell of cells)
        if (typeof cell === "number") takers[index]?.numbers([cell], 0, 1);
        else takers[index]?.cell(cell);
    });
  };
  const rows = columns[0]?.cells.length ?? 0;
  return { file: fileOf(""), rows, columns, scan, scans: () => scans };
}

describe("a file that says what its columns are", () => {
  it("is read once, where every cell is what its column says", async () => {
    const file = typedFile([
      { name: "a", kind: "number", cells: [1, Number.NaN, 3] },
      { name: "b", kind: "text", cells: ["x", "", "y"] },
      { name: "c", kind: "text", cells: ["2020-01-01", "2020-01-02", "2020-01-03"] },
      { name: "d", kind: "date", cells: [0, Number.NaN, 1] },
    ]);
    const source = await openTyped(file, options());
    expect(source.columns.map(({ kind }) => kind)).toEqual(["number", "text", "date", "date"]);
    const [a, b, c, d] = await source.read([0, 1, 2, 3]);
    expect(a?.missing).toBe(1);
    expect(b?.labels).toEqual(["x", "y"]);
    expect(b?.missing).toBe(1);
    expect(c?.values.get(1)).toBe(Date.UTC(2020, 0, 2));
    expect(d?.missing).toBe(1);
    expect(file.scans()).toBe(1);
  });

  it("is read again where a column's first cells were not what it is", async () => {
    const file = typedFile([{ name: "a", kind: "text", cells: ["1", "2", "3", "oops"] }]);
    const source = await openTyped(file, options());
    expect(source.columns[0]?.kind).toBe("number");
    const error = await failure(source.read([0]));
    expect(error.message).toMatch(/"oops"/);
    expect(error.at).toEqual({ file: "data.csv", line: 4, column: 1 });
    expect(file.scans()).toBe(2);
  });

  it("tells how many numbers are wrong, and where", async () => {
    const cells = Array.from({ length: 30 }, (_, row) => (row % 2 === 1 ? Number.POSITIVE_INFINITY : row));
    const source = await openTyped(typedFile([{ name: "a", kind: "number", cells }]), options());
    expect((await failure(source.read([0]))).message).toMatch(
      /row 2: "Infinity" in column "a" .* 15 cells .* rows 2, 4, 6, .*20, …/,
    );
  });

  it("keeps a large table's inputs side by side, in single precision", async () => {
    const rows = 50_000;
    const columns = ["a", "b", "c"].map((name, column) => ({
      name,
      kind: "number" as const,
      cells: Array.from({ length: rows }, (_, row) => row / 8 + column),
    }));
    const budget = new ColumnBudget(memoryLimit, ["data"], false);
    while (!budget.isLargeWith(1)) budget.keep(new Float64Array(2 ** 20));
    const source = await openTyped(typedFile(columns), options({ budget, inputs: () => ["c", "a"] }));
    const [a, b, c] = await source.read([0, 1, 2]);
    expect(c?.values.slab?.slab).toBe(a?.values.slab?.slab);
    expect([c?.values.slab?.column, a?.values.slab?.column]).toEqual([0, 1]);
    expect(b?.values.slab).toBeUndefined();
    for (const row of [0, 1, 20_000, rows - 1]) {
      expect(a?.values.get(row)).toBe(row / 8);
      expect(c?.values.get(row)).toBe(row / 8 + 2);
    }
  });
});
