import path from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobEnd, jobNumber, jobSleepers } from "../../src/engine/kernels/layout.ts";
import { kernelModule } from "../../src/engine/variant.ts";
import { engineThreads } from "../../src/runs/engine-threads.ts";
import { threadShare } from "../../src/runs/limits.ts";
import { startRun } from "../../src/runs/run-handle.ts";
import { sineModel, type Workplace, workplace } from "./build.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace({ "engine-thread": "src/runs/engine-thread.ts", worker: "src/runs/worker.ts" });
}, 60_000);
afterAll(() => place.remove());

const jobs = 65536;

/** What a thread of a run is given, with no work to do. */
async function idleJob() {
  const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true });
  const job = { module: await kernelModule("float32", true), memory, jobs, threads: 2, index: 1 };
  const words = new Int32Array(memory.buffer);
  const sleeps = async () => {
    while (Atomics.load(words, (jobs + jobSleepers) / 4) === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { job, words, sleeps };
}

/** How many threads a new job would wake. */
const woken = (words: Int32Array) => Atomics.notify(words, (jobs + jobNumber) / 4);

describe("a thread of the engine", () => {
  it("starts from its bundle, sleeps while there is no work, and ends where it is told to", async () => {
    const { job, words, sleeps } = await idleJob();
    engineThreads(path.dirname(place.bundle("engine-thread.js")))(job);
    await sleeps();
    Atomics.store(words, (jobs + jobEnd) / 4, 1);
    expect(woken(words)).toBe(1);
    while (Atomics.load(words, (jobs + jobSleepers) / 4) > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it("ends with the worker that started it", async () => {
    const { job, words, sleeps } = await idleJob();
    const script = `const { Worker, workerData } = require("node:worker_threads");
      new Worker(workerData.path, { workerData: workerData.job }); setInterval(() => {}, 1000);`;
    const run = new Worker(script, {
      eval: true,
      workerData: { path: place.bundle("engine-thread.js"), job },
    });
    await sleeps();
    await run.terminate();
    expect(woken(words)).toBe(0);
  });

  it("that is not there does not end the run", async () => {
    const { job } = await idleJob();
    engineThreads(path.join(place.folder, "nowhere"))(job);
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
});

describe("a run of a large network", () => {
  const large = {
    ...sineModel,
    data: {
      ...sineModel.data,
      generate: { x: { from: 1, to: 700, step: 1 }, y: "sin(x) + normal()" },
      window: { size: 90, horizon: 1 },
    },
    network: { layers: [{ units: 130, activation: "relu" }, { units: 1 }], loss: "mse" },
    training: { epochs: 4, batchSize: 256, seed: 1 },
  };

  it("ends with the same figures on any number of threads", async () => {
    const figures = async (threads: number) => {
      const run = startRun({
        id: String(threads),
        workerPath: place.bundle("worker.js"),
        text: JSON.stringify(large),
        fileName: "a.nn.json",
        uri: "file:///a.nn.json",
        program: "0",
        threads,
      });
      await run.done;
      const { end } = run.snapshot();
      return { loss: end?.loss, validationLoss: end?.validationLoss, testLoss: end?.testLoss };
    };
    const alone = await figures(1);
    expect(alone.testLoss).toBeTypeOf("number");
    expect(await figures(3)).toEqual(alone);
  });
});

describe("the threads of a run in the editor", () => {
  it("are all cores but one, or the setting, shared by the runs that go on", () => {
    expect(threadShare(null, 0, 8)).toBe(7);
    expect(threadShare(null, 1, 8)).toBe(3);
    expect(threadShare(4, 1, 8)).toBe(2);
    expect(threadShare(null, 5, 4)).toBe(1);
    expect(threadShare(null, 0, 1)).toBe(1);
  });
});
