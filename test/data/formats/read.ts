import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect } from "vitest";
import { ColumnBudget } from "../../../src/data/column-budget.ts";
import { DataError } from "../../../src/data/error.ts";
import type { DataFile } from "../../../src/data/files.ts";
import { openFiles } from "../../../src/data/formats/index.ts";
import type { Source, SourceOptions } from "../../../src/data/source.ts";
import { fileOf, memoryLimit, noFile } from "../model.ts";

/** The bytes of a file of test/fixtures/arrays/, which its make.py wrote. */
export const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../fixtures/arrays/${name}`, import.meta.url));

export const fixtureFile = (name: string, chunkLength = 1000): DataFile =>
  fileOf(fixture(name), name, chunkLength);

export const open = (file: DataFile, options: Partial<SourceOptions> = {}): Promise<Source> =>
  openFiles([file], { memoryLimit, budget: new ColumnBudget(memoryLimit), open: noFile, ...options });

/** Every column: texts and numbers as they are, `null` where missing. */
export async function columnsOf(source: Source): Promise<(string | number | null)[][]> {
  const columns = await source.read([...source.columns.keys()]);
  return columns.map(({ values, labels }) =>
    [...values.toArray()].map((value) =>
      Number.isNaN(value) ? null : labels ? (labels[value] ?? "no such label") : value,
    ),
  );
}

export async function rowsOf(source: Source): Promise<(string | number | null)[][]> {
  const columns = await columnsOf(source);
  return Array.from({ length: source.rows }, (_, row) => columns.map((column) => column[row] ?? null));
}

export const namesOf = ({ columns }: Source): string[] => columns.map(({ name }) => name);

/** Random bytes, and good files with a few bytes changed, cut off or put in, yield columns or a `DataError`. */
export async function survives(name: string, good: readonly Uint8Array[], numRuns = 300): Promise<void> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 6 }),
    removed: fc.nat(4),
  });
  const changed = fc
    .tuple(fc.constantFrom(...good), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([content, changes]) => {
      let bytes = Buffer.from(content);
      for (const { at, bytes: put, removed } of changes) {
        const start = Math.floor(at * bytes.length);
        bytes = Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + removed)]);
      }
      return new Uint8Array(bytes);
    });
  const random = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(random, { weight: 4, arbitrary: changed }), async (bytes) => {
      try {
        const source = await open(fileOf(bytes, name, 100));
        for (const column of await columnsOf(source)) expect(column.length).toBe(source.rows);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }),
    { numRuns },
  );
}
