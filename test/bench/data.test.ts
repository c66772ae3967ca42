import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDataset } from "../../src/data/load.ts";
import { fileOpener } from "../../src/runs/open-file.ts";
import { memoryLimit, modelOf } from "../data/model.ts";
import { dataTable } from "./data/data-bench.ts";
import { makeFiles } from "./data/make-files.ts";

describe("the benchmark of loading data", () => {
  it("writes the same values in every format", async () => {
    const folder = mkdtempSync(join(tmpdir(), "backprop-bench-test-"));
    try {
      makeFiles(folder, 2500, 5);
      const load = (file: string) =>
        loadDataset(modelOf({ file, split: { order: "sequential" } }), fileOpener({ folder }), {
          memoryLimit,
        });
      const [csv, npy] = [await load("data.csv"), await load("data.npy")];
      expect(csv.statistics.rows).toBe(2500);
      expect(csv.inputs.values.length).toBe(2500 * 4);
      for (const [at, value] of npy.inputs.values.entries())
        expect(Math.abs((csv.inputs.values[at] ?? Number.NaN) - value)).toBeLessThan(1e-5);
      const [first] = npy.statistics.inputs;
      expect(Math.abs(first?.mean ?? 1)).toBeLessThan(0.1);
      expect(first?.deviation).toBeCloseTo(1, 1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("shows each program beside ours on the same file", () => {
    const reading = { format: "CSV", bytes: 1e9, rows: 1e6, processor: 9, memory: 6e8 };
    const readings = [
      { ...reading, program: "Backprop", seconds: 8, hostWait: 0.012 },
      { ...reading, program: "papaparse", seconds: 10 },
    ];
    const table = dataTable({ rows: 1e6, columns: 100, rounds: 3, readings });
    expect(table).toContain(
      "| CSV, 1000 MB | Backprop | 8.00 s |  | 9.00 s | 125 | 50 | 600 MB (1.50×) | 12 ms |",
    );
    expect(table).toContain("| CSV, 1000 MB | papaparse | 10.00 s | 1.25× | 9.00 s | 100 | 40 |");
  });
});
