import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Question } from "../../src/protocol/question.ts";
import type { RunStatus, RunUpdate } from "../../src/protocol/run.ts";
import type { Walk } from "../../src/protocol/walk.ts";
import { applyUpdate } from "../../src/runs/mirror.ts";
import { type RunHandle, startRun } from "../../src/runs/run-handle.ts";
import { runsFolder } from "../../src/runs/store.ts";
import { lineModel, sineModel, type Workplace, workplace } from "./build.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace({ worker: "src/runs/worker.ts" });
}, 60_000);
afterAll(() => place.remove());

let count = 0;
function start(model: unknown, options: { save?: boolean; file?: string; paused?: boolean } = {}): RunHandle {
  count += 1;
  const { save = false, file = "model.nn.json", paused = false } = options;
  return startRun({
    id: String(count),
    workerPath: place.bundle("worker.js"),
    text: typeof model === "string" ? model : JSON.stringify(model),
    fileName: file,
    uri: `file:///${file}`,
    program: "0",
    paused,
    disk: {
      modelFile: path.join(place.folder, file),
      access: { folder: place.folder, root: place.folder },
      save,
    },
  });
}

const long = (model: typeof lineModel | typeof sineModel) => ({
  ...model,
  training: { ...model.training, epochs: 1e9 },
});

/** Resolves with the milliseconds until an update satisfies the condition. */
function until(run: RunHandle, condition: (update: RunUpdate) => boolean): Promise<number> {
  const begin = performance.now();
  return new Promise((resolve) => {
    const end = run.onUpdate((update) => {
      if (!condition(update)) return;
      end();
      resolve(performance.now() - begin);
    });
  });
}
const status = (run: RunHandle, wanted: RunStatus) =>
  until(run, ({ progress }) => progress?.status === wanted);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a run", () => {
  it("goes from start to end, and its updates rebuild its snapshot", async () => {
    const run = start(sineModel, { save: true });
    let mirror = run.snapshot();
    run.want(["predictions"]);
    run.onUpdate((update) => {
      mirror = applyUpdate(mirror, update);
    });
    await run.done;
    const snapshot = run.snapshot();
    expect(mirror).toEqual(snapshot);
    expect(snapshot.progress).toMatchObject({ status: "completed", epoch: 40, epochs: 40, secondsLeft: 0 });
    expect(snapshot.start?.samples).toEqual({ train: 66, validation: 19, test: 10 });
    expect(snapshot.history.epochs.length).toBe(40);
    expect(snapshot.end?.testLoss).toBeTypeOf("number");
    expect(snapshot.base).toMatchObject({ pictures: ["series", "forecast", "scatter"], xName: "x" });
    expect(snapshot.base?.x.length).toBe(95);
    expect(snapshot.predicted?.epoch).toBe(40);
    const [output] = snapshot.predicted?.outputs ?? [];
    // In the data's own units: a sine around 6.
    expect(output?.every((value) => value > 3 && value < 9)).toBe(true);
    const folder = snapshot.start?.run ?? "";
    expect(path.dirname(folder)).toBe(runsFolder(path.join(place.folder, "model.nn.json")));
    expect((await readdir(folder)).length).toBe(5);
  });

  it("ends with predictions, also where no view asked for them in time", async () => {
    const run = start(sineModel);
    await run.done;
    expect(run.snapshot().base?.pictures[0]).toBe("series");
    expect(run.snapshot().predicted?.epoch).toBe(40);
  });

  it("pauses, resumes, steps and stops within 100 ms", async () => {
    const run = start(long(lineModel));
    await until(run, ({ progress }) => (progress?.epoch ?? 0) > 0);
    run.pause();
    expect(await status(run, "paused")).toBeLessThan(100);
    const { epoch } = run.snapshot().progress;
    await pause(100);
    expect(run.snapshot().progress.epoch).toBe(epoch);
    run.step();
    expect(
      await until(run, ({ progress }) => progress?.status === "paused" && progress.epoch > epoch),
    ).toBeLessThan(100);
    expect(run.snapshot().progress.epoch).toBeLessThanOrEqual(epoch + 1);
    run.resume();
    expect(await until(run, ({ progress }) => (progress?.epoch ?? 0) > epoch + 1)).toBeLessThan(150);
    run.stop();
    expect(await status(run, "stopped")).toBeLessThan(100);
    await run.done;
    expect(run.snapshot().end).toMatchObject({ status: "stopped" });
  });

  it("steps batch by batch, and an epoch ends with its last batch", async () => {
    const run = start(long(sineModel));
    await until(run, ({ progress }) => (progress?.epoch ?? 0) > 0);
    run.pause();
    await status(run, "paused");
    // 66 training rows in batches of 8.
    const { epoch, batch = 0, batches } = run.snapshot().progress;
    expect(batches).toBe(9);
    let done = epoch * 9 + batch;
    // Within a batch at first: that one ends.
    for (let step = 0; step < 12; step++) {
      run.stepBatch();
      await until(run, ({ progress }) => {
        const now = (progress?.epoch ?? 0) * 9 + (progress?.batch ?? 0);
        return progress?.status === "paused" && now > done;
      });
      done += 1;
      const { progress } = run.snapshot();
      expect(progress.epoch * 9 + (progress.batch ?? 0)).toBe(done);
    }
    run.dispose();
    await run.done;
  });

  it("takes another rate at once, another batch size with the next epoch, also while paused", async () => {
    const run = start(long(sineModel));
    await until(run, ({ progress }) => (progress?.epoch ?? 0) > 0);
    expect(run.snapshot().settings?.now.batchSize).toBe(8);
    run.order({ set: { learningRate: 0.02, batchSize: 16 } });
    await until(run, ({ settings }) => settings?.now.batchSize === 16);
    expect(run.snapshot().settings).toMatchObject({
      now: { learningRate: 0.02, batchSize: 16 },
      file: { learningRate: 0.01, batchSize: 8 },
      unwritten: { learningRate: 0.02, batchSize: 16 },
      waiting: {},
    });
    run.pause();
    await status(run, "paused");
    run.order({ set: { batchSize: 4 }, file: { learningRate: 0.02, clip: null, batchSize: 16, seed: 7 } });
    await until(run, ({ settings }) => settings?.file.learningRate === 0.02);
    const { progress, settings } = run.snapshot();
    expect(settings?.unwritten).toEqual({ batchSize: 4 });
    expect(settings?.now.batchSize).toBe(progress.batch === 0 ? 4 : 16);
    const taken = until(run, (update) => update.settings?.now.batchSize === 4);
    run.resume();
    if (settings?.now.batchSize !== 4) await taken;
    run.stop();
    await run.done;
    expect(run.snapshot().changes?.map(({ set }) => set.batchSize)).toContain(4);
    // The file is written after the end.
    run.order({ file: { learningRate: 0.02, clip: null, batchSize: 4, seed: 7 } });
    expect(run.snapshot().settings?.unwritten).toEqual({});
  });

  it("pauses within 100 ms where a batch takes seconds", async () => {
    const layers = [{ units: 1500, activation: "relu" }, { units: 1500, activation: "relu" }, { units: 1 }];
    const run = start({
      data: { generate: { x: { from: 0, to: 1, count: 2000 }, y: "sin(x)" }, targets: ["y"] },
      network: { layers, loss: "mse" },
      training: { epochs: 1000, batchSize: 2000 },
    });
    run.want(["predictions"]);
    await until(run, ({ progress }) => (progress?.seconds ?? 0) > 0.2);
    for (let round = 0; round < 3; round++) {
      run.pause();
      expect(await status(run, "paused")).toBeLessThan(100);
      run.resume();
      await pause(300);
    }
    run.dispose();
    await run.done;
  }, 30_000);

  it("sends at most about 15 updates a second, with history bounded", async () => {
    const run = start(long(lineModel));
    await until(run, ({ progress }) => (progress?.epoch ?? 0) > 0);
    let updates = 0;
    run.onUpdate(() => {
      updates += 1;
    });
    await pause(1000);
    expect(updates).toBeGreaterThan(5);
    expect(updates).toBeLessThan(18);
    expect(run.snapshot().history.epochs.length).toBeLessThanOrEqual(4096);
    run.dispose();
    await run.done;
  });

  it("shows predictions while paused, as soon as a view wants them", async () => {
    const run = start(long(sineModel));
    await until(run, ({ progress }) => (progress?.epoch ?? 0) > 0);
    run.pause();
    await status(run, "paused");
    expect(run.snapshot().predicted).toBeUndefined();
    run.want(["predictions"]);
    expect(await until(run, ({ predicted }) => predicted !== undefined)).toBeLessThan(100);
    run.dispose();
    await run.done;
  });

  describe("is asked", () => {
    const question = { about: "walk", sample: 0, layer: 0, unit: 0, weight: 0 } as const;
    const walkOf = async (run: RunHandle, change: Partial<Question> = {}): Promise<Walk> => {
      const answer = await run.ask({ ...question, ...change });
      if (answer.status === "refused") throw new Error(answer.message);
      return answer.walk;
    };

    it("for a sample's way while it waits before its first batch, and it stands as it was", async () => {
      const run = start(long(sineModel), { paused: true });
      await status(run, "paused");
      const walk = await walkOf(run, { unit: 3, weight: 2 });
      expect(walk).toMatchObject({ step: 0, sample: 0, samples: 66, learningRate: 0.01 });
      expect(walk.inputs.map(({ name }) => name)).toEqual(["y[-5]", "y[-4]", "y[-3]", "y[-2]", "y[-1]"]);
      expect(walk.unit).toMatchObject({ layer: 0, unit: 3, weight: 2 });
      expect(await walkOf(run, { unit: 3, weight: 2 })).toEqual(walk);
      expect((await walkOf(run, { sample: 1e9 })).sample).toBe(65);
      expect((await walkOf(run, { sample: 1 })).inputs).not.toEqual(walk.inputs);
      expect(run.snapshot().progress).toMatchObject({ status: "paused", epoch: 0, batch: 0 });
      run.dispose();
      await run.done;
    });

    it("and a batch that is that sample alone makes the update that it told", async () => {
      const { data, ...rest } = sineModel;
      const model = {
        ...rest,
        data: { values: { x: [0.5, 0.5], y: [2, 2] }, targets: ["y"] },
        training: { ...rest.training, epochs: 1e9, batchSize: 2, precision: "float64" },
      };
      const run = start(model, { paused: true });
      await status(run, "paused");
      const before = await walkOf(run, { layer: 1, weight: 8 });
      run.stepBatch();
      await until(run, ({ progress }) => progress?.status === "paused" && (progress.epoch ?? 0) > 0);
      const after = await walkOf(run, { layer: 1, weight: 8 });
      expect(after.step).toBe(1);
      for (const [at, { next }] of before.unit.weights.entries())
        expect(after.unit.weights[at]?.weight).toBeCloseTo(next, 12);
      run.dispose();
      await run.done;
    });

    it("also while it trains, with the rate that was set last", async () => {
      const run = start(long(sineModel));
      await until(run, ({ progress }) => (progress?.epoch ?? 0) > 0);
      expect((await walkOf(run)).step).toBeGreaterThan(0);
      run.pause();
      await status(run, "paused");
      run.order({ set: { learningRate: 0.5 } });
      // Paused within a batch, it goes by the old rate to its end.
      run.stepBatch();
      await status(run, "paused");
      await expect.poll(async () => (await walkOf(run)).learningRate).toBe(0.5);
      run.dispose();
      await run.done;
    });

    it("and refuses, but always answers, when it is over, is ended, or never starts", async () => {
      const over = start(lineModel);
      await over.done;
      expect(await over.ask(question)).toMatchObject({ status: "refused" });
      const ended = start(long(sineModel), { paused: true });
      ended.stop();
      expect(await ended.ask(question)).toMatchObject({ status: "refused" });
      await ended.done;
      const invalid = start("{");
      expect(await invalid.ask(question)).toMatchObject({ status: "refused" });
      await invalid.done;
    });

    it("and refuses where the network is too large to be gone through", async () => {
      const layers = [{ units: 4000 }, { units: 1100 }, { units: 1 }];
      const run = start({ ...long(sineModel), network: { layers, loss: "mse" } }, { paused: true });
      await status(run, "paused");
      const answer = await run.ask(question);
      expect(answer).toMatchObject({ status: "refused", message: expect.stringMatching(/4426201.*4194304/) });
      run.dispose();
      await run.done;
    });
  });

  it("runs beside others", async () => {
    const runs = [start(long(lineModel)), start(long(sineModel)), start(lineModel)];
    await Promise.all(
      runs.slice(0, 2).map((run) => until(run, ({ progress }) => (progress?.epoch ?? 0) > 10)),
    );
    await runs[2]?.done;
    expect(runs[2]?.snapshot().progress.status).toBe("completed");
    for (const run of runs) run.dispose();
    await Promise.all(runs.map((run) => run.done));
    expect(runs.slice(0, 2).map((run) => run.snapshot().progress.status)).toEqual(["stopped", "stopped"]);
  });

  it("fails with findings where the file is invalid", async () => {
    const run = start({ ...lineModel, data: { file: "none.csv" } });
    await run.done;
    const { progress, findings } = run.snapshot();
    expect(progress).toMatchObject({
      status: "failed",
      message: expect.stringMatching(/none\.csv does not exist/),
    });
    expect(findings).toMatchObject([{ rule: "invalid", path: ["data", "file"], primary: true }]);
  });

  it("goes on when its data file is deleted, and when its folder is", async () => {
    const rows = Array.from({ length: 50 }, (_, x) => `${x},${2 * x + 3}`).join("\n");
    const folder = path.join(place.folder, "gone");
    await mkdir(folder);
    await writeFile(path.join(folder, "data.csv"), `x,y\n${rows}\n`);
    const model = long({
      ...lineModel,
      data: { ...lineModel.data, file: "gone/data.csv", values: undefined } as never,
    });
    const run = start(model, { save: true, file: "gone/model.nn.json" });
    await until(run, ({ progress }) => (progress?.epoch ?? 0) > 0);
    await rm(folder, { recursive: true });
    expect(await until(run, ({ progress }) => progress?.message !== undefined)).toBeLessThan(2500);
    expect(run.snapshot().progress).toMatchObject({
      status: "training",
      message: expect.stringMatching(/not be kept/),
    });
    run.stop();
    await run.done;
    expect(run.snapshot().progress.status).toBe("stopped");
  });

  it("keeps its curves on disk while it goes on", async () => {
    const run = start(long(lineModel), { save: true, file: "kept.nn.json" });
    await until(run, ({ progress }) => (progress?.seconds ?? 0) > 1.5);
    const folder = run.snapshot().start?.run ?? "";
    const [header, ...points] = (await readFile(path.join(folder, "history.jsonl"), "utf8")).split("\n");
    expect(JSON.parse(header ?? "")).toMatchObject({ format: "backprop-history", version: 1 });
    expect(points.length).toBeGreaterThan(2000);
    run.dispose();
    await run.done;
  });
});
