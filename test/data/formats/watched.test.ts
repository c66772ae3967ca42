import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ColumnBudget } from "../../../src/data/column-budget.ts";
import { openFiles } from "../../../src/data/formats/index.ts";
import { watched } from "../../../src/data/formats/watched.ts";
import { fileOf, noFile } from "../model.ts";

const csv = `x,y\n${Array.from({ length: 5000 }, (_, row) => `${row},${(row * 7919) % 5000}\n`).join("")}`;
const json = `[${Array.from({ length: 2000 }, (_, row) => `{"x":${row}}`).join()}]`;

/** The shares that are told while a file is read, in percent. */
async function sharesOf(content: string | Uint8Array, name: string, signal?: AbortSignal): Promise<number[]> {
  const shares: number[] = [];
  const file = fileOf(content, name, 1000);
  const source = await openFiles([file], {
    memoryLimit: 2 ** 28,
    budget: new ColumnBudget(2 ** 28),
    open: noFile,
    ...(signal && { signal }),
    onProgress: (bytes, total) => {
      expect(total).toBe(file.size);
      shares.push((100 * bytes) / total);
    },
  });
  await source.read([0]);
  return shares;
}

describe("how far a file is read", () => {
  it.each([
    ["CSV", csv, "a.csv"],
    ["gzipped CSV", gzipSync(csv), "a.csv.gz"],
    ["JSON", json, "a.json"],
    ["gzipped JSON", gzipSync(json), "a.json.gz"],
  ])("%s: from little to all, never back", async (_, content, name) => {
    const shares = await sharesOf(content, name);
    expect(shares.length).toBeGreaterThan(3);
    expect(shares[0]).toBeLessThan(40);
    expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(100);
  });

  it("is known too where its parts are read in any order", async () => {
    const told: number[] = [];
    const file = watched(fileOf("x".repeat(1000)), { onProgress: (bytes) => void told.push(bytes) });
    for (const [start, end] of [
      [900, 1000],
      [0, 500],
      [500, 900],
      [0, 10],
    ] as const)
      await file.read(start, end);
    expect(told).toEqual([100, 600, 1000]);
  });

  it("ends where the signal is aborted", async () => {
    const signal = AbortSignal.abort(new Error("stop"));
    await expect(sharesOf(csv, "a.csv", signal)).rejects.toThrow("stop");
    await expect(sharesOf(gzipSync(csv), "a.csv.gz", signal)).rejects.toThrow("stop");
  });
});
