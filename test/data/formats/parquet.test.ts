import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { failure, fileOf, loadFile } from "../model.ts";
import { columnsOf, fixture, fixtureFile, namesOf, open, rowsOf, survives } from "./read.ts";

const expected: Record<string, (number | string | boolean | null)[][]> = JSON.parse(
  fixture("expected.json").toString(),
);
const many = readdirSync(new URL("../../fixtures/arrays/", import.meta.url)).filter((name) =>
  name.startsWith("many-"),
);
const numbered = (rows: readonly (readonly (number | string | boolean | null)[])[] = []) =>
  rows.map((row) => row.map((value) => (typeof value === "boolean" ? Number(value) : value)));

const moment = Date.UTC(2020, 0, 2, 3, 4, 5, 678);
const early = Date.UTC(1969, 11, 31, 23, 59, 59);

describe("Parquet", () => {
  it.each(many)("reads what Arrow writes as %s", async (name) => {
    const source = await open(fixtureFile(name));
    expect(await rowsOf(source)).toEqual(numbered(expected["many.parquet"]));
    expect(source.columns.map(({ kind }) => kind)).toEqual([...Array(6).fill("number"), "text"]);
  });

  it.each([
    ["boolean", "number", [1, null, 0]],
    ["int8", "number", [-1, null, 2]],
    ["uint8", "number", [1, null, 255]],
    ["int32", "number", [-(2 ** 31), null, 7]],
    ["uint32", "number", [2 ** 32 - 1, null, 7]],
    ["int64", "number", [2 ** 53 - 1, null, 1 - 2 ** 53]],
    ["uint64", "number", [2 ** 53 - 1, null, 0]],
    ["float16", "number", [1.5, -2, 0.25]],
    ["float32", "number", [1.5, null, -0.25]],
    ["float64", "number", [0.1, null, -1e300]],
    ["decimal", "number", [1.23, null, -9.99]],
    ["date", "date", [Date.UTC(2020, 0, 2), null, -86_400_000]],
    ["ms", "date", [moment, null, early]],
    ["us", "date", [moment, null, early]],
    ["ns", "date", [moment, null, early]],
    ["text", "text", ["Zürich", null, "😀"]],
    ["category", "text", ["b", null, "b"]],
    ["last", "number", [1, 2, 4]],
  ])("reads a column of the type %s", async (name, kind, values) => {
    const source = await open(fixtureFile("types.parquet"));
    const index = namesOf(source).indexOf(name);
    expect(source.columns[index]?.kind).toBe(kind);
    const [column] = await source.read([index]);
    expect(column?.missing).toBe(values.filter((value) => value === null).length);
    const found = [...(column?.values.toArray() ?? [])].map((value) =>
      Number.isNaN(value) ? null : (column?.labels?.[value] ?? value),
    );
    expect(found).toEqual(values);
  });

  it("reads the old dates of twelve bytes, no rows, and a gzipped file", async () => {
    const old = await open(fixtureFile("int96.parquet"));
    expect(old.columns[0]?.kind).toBe("date");
    expect(await columnsOf(old)).toEqual([[moment, null, early]]);
    expect((await open(fixtureFile("no-rows.parquet"))).rows).toBe(0);
    const packed = await open(fileOf(gzipSync(fixture("many-none-1.parquet")), "a.parquet.gz", 1000));
    expect(await rowsOf(packed)).toEqual(numbered(expected["many.parquet"]));
  });

  it("refuses a column that is nested or of bytes only once it is used", async () => {
    const types = await open(fixtureFile("types.parquet"));
    for (const name of ["list", "struct"]) {
      const error = await failure(types.read([namesOf(types).indexOf(name)]));
      expect(error.message).toMatch(new RegExp(`types\\.parquet: column "${name}".*nested.*"inputs"`));
    }
    const binary = await open(fixtureFile("binary.parquet"));
    expect((await binary.read([0]))[0]?.values.get(1)).toBe(2);
    expect((await failure(binary.read([1]))).message).toMatch(/column "blob" cannot be read/);
  });

  it("trains on the columns that are named", async () => {
    const dataset = await loadFile(
      fixture("types.parquet"),
      { inputs: ["float16"], targets: ["last"], split: { order: "sequential" } },
      { name: "types.parquet" },
    );
    expect([...dataset.inputs.values]).toEqual([1.5, -2, 0.25]);
    expect(dataset.x.isDate).toBe(true);
  });

  it.each([
    ["a", 0, /past 2\^53/],
    ["b", 1, /row 2: "Infinity" in column "b" is not a finite number/],
  ])("tells the place of the cell in column %s that cannot be kept", async (_, index, message) => {
    const error = await failure((await open(fixtureFile("lost.parquet"))).read([index]));
    expect(error.message).toMatch(message);
    expect(error.at).toEqual({ file: "lost.parquet", line: 2, column: index + 1 });
  });

  it("keeps only the columns that are needed or may be the x axis", async () => {
    const source = await open(fixtureFile("many-zstd-2.parquet"), { needed: () => new Set(["short"]) });
    expect(await rowsOf(source)).toEqual(numbered(expected["many.parquet"]));
  });

  it("tells a file that is cut short, wherever", async () => {
    const bytes = fixture("types.parquet");
    for (let end = 0; end < bytes.length; end += 7)
      expect((await failure(open(fileOf(bytes.subarray(0, end), "a.parquet")))).message).toMatch(
        /a\.parquet is no whole Parquet file/,
      );
  });

  it("tells a page whose sizes are of another type", async () => {
    const bytes = fixture("many-none-1.parquet");
    // Thrift's compact protocol: the fields of 32 bits that follow on each other, the page's type and its sizes.
    const fields = [4, 6, 8].map((at) => bytes.indexOf(0x15, at)).slice(1);
    for (const at of fields) {
      const changed = new Uint8Array(bytes);
      changed[at] = 0x16;
      const read = async () => columnsOf(await open(fileOf(changed, "a.parquet")));
      expect((await failure(read())).message).toMatch(/a\.parquet/);
    }
  });

  it.each(["none-1", "snappy-2", "gzip-1", "lz4-1", "zstd-2", "brotli-1", "encodings-2", "lengths"])(
    "answers or tells whatever becomes of %s",
    async (name) => {
      await survives("a.parquet", [fixture(`many-${name}.parquet`)], 100);
    },
  );

  it("answers or tells whatever becomes of what the file says about itself", async () => {
    await survives("a.parquet", ["types.parquet", "int96.parquet", "no-rows.parquet"].map(fixture), 500);
  });
});
