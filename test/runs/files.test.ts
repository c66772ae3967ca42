import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSafetensors, writeSafetensors } from "../../src/runs/safetensors.ts";
import { createRunFolder, readRun, runsFolder } from "../../src/runs/store.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "backprop-runs-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("safetensors", () => {
  it("come back as they were, mixed types aligned", () => {
    fc.assert(
      fc.property(fc.float32Array(), fc.float64Array(), fc.uint32Array(), (single, double, bytes) => {
        const tensors = [
          { name: "bytes", dtype: "U32" as const, shape: [bytes.length], data: new Uint32Array(bytes) },
          { name: "a", dtype: "F32" as const, shape: [1, single.length], data: new Float32Array(single) },
          { name: "b", dtype: "F64" as const, shape: [double.length], data: new Float64Array(double) },
        ];
        const file = writeSafetensors(tensors as never);
        const read = readSafetensors(file);
        for (const { name, shape, data } of tensors) {
          const found = read.find((tensor) => tensor.name === name);
          expect(found?.shape).toEqual(shape);
          expect(found?.data).toEqual(data);
        }
        const header = new DataView(file.buffer).getBigUint64(0, true);
        expect(Number(header) % 8).toBe(0);
      }),
    );
  });

  it("refuse files that are cut off or made up", () => {
    const data = Float32Array.of(1, 2, 3);
    const file = writeSafetensors([{ name: "a", dtype: "F32", shape: [3], data }] as never);
    for (let length = 0; length < file.length; length++)
      expect(() => readSafetensors(file.slice(0, length))).toThrow();
    const huge = file.slice();
    huge.fill(255, 0, 8);
    expect(() => readSafetensors(huge)).toThrow(/header/);
  });
});

describe("a run's folder", () => {
  it("is named for the model file, the time and four letters", async () => {
    const model = path.join(folder, "sine.nn.json");
    expect(runsFolder(model)).toBe(path.join(folder, ".backprop", "sine"));
    const store = await createRunFolder(runsFolder(model), model, new Date("2026-11-24T00:12:33.5Z"));
    expect(path.basename(store.folder)).toMatch(/^2026-11-24T00-12-33-[a-z]{4}$/);
    expect(store.modelFile).toBe("../../../sine.nn.json");
    await store.write("run.json", "{}");
    await store.write("run.json", '{"a":1}');
    expect(await readdir(store.folder)).toEqual(["run.json"]);
    expect(await readFile(path.join(store.folder, "run.json"), "utf8")).toBe('{"a":1}');
    await expect(readRun(store.folder)).rejects.toThrow(/run\.json: format/);
    await expect(readRun(folder)).rejects.toThrow(/is not a saved run: it has no run\.json/);
    await rm(store.folder, { recursive: true });
    await expect(store.write("run.json", "{}")).rejects.toThrow(/ENOENT/);
  });
});
