import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyHistory } from "../../src/protocol/history.ts";
import { startRun } from "../../src/runs/run-handle.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "backprop-worker-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A run whose worker is the given script: it stands for a worker at the moment that matters. */
async function runOf(script: string, heapLimit = 64) {
  const workerPath = path.join(folder, `${Math.random()}.cjs`);
  await writeFile(
    workerPath,
    `const { parentPort, workerData } = require("node:worker_threads");\n${script}`,
  );
  return startRun({
    id: "1",
    workerPath,
    text: "{}",
    fileName: "a.nn.json",
    uri: "file:///a.nn.json",
    program: "0",
    heapLimit,
  });
}

const oneEpoch = `parentPort.postMessage({ type: "update", update: {
  progress: { status: "training", epoch: 1, epochs: 9, seconds: 1, epochsPerSecond: 1, samplesPerSecond: 1 },
  history: { from: 0, history: { span: 1, epochs: Float64Array.of(1), curves: {}, tail: { epochs: Float64Array.of(1), curves: {} } } },
} });`;

describe("a worker that ends before its run", () => {
  it("by an exception: the run has failed with its message, and keeps its history", async () => {
    const run = await runOf(`${oneEpoch} setTimeout(() => { throw new Error("out of ideas"); }, 20);`);
    const statuses: (string | undefined)[] = [];
    run.onUpdate(({ progress }) => statuses.push(progress?.status));
    await run.done;
    const { progress, history } = run.snapshot();
    expect(progress).toMatchObject({
      status: "failed",
      epoch: 1,
      message: "The training failed: out of ideas",
    });
    expect([...history.epochs]).toEqual([1]);
    expect(statuses).toEqual(["training", "failed"]);
    run.pause();
    run.resume();
    run.want(["predictions"]);
    run.dispose();
  });

  it("from outside: the run says so", async () => {
    const run = await runOf(`${oneEpoch} setTimeout(() => process.exit(9), 20);`);
    await run.done;
    expect(run.snapshot().progress).toMatchObject({ status: "failed", epoch: 1 });
    expect(run.snapshot().progress.message).toMatch(/ended from outside/);
  });

  it("for want of memory: the run says so", async () => {
    const run = await runOf("let all = []; for (;;) all = [all, {}];", 32);
    await run.done;
    expect(run.snapshot().progress.message).toMatch(/more memory than it may take/);
  }, 30_000);

  it("because it is not there: the run says so", async () => {
    const run = startRun({
      id: "1",
      workerPath: path.join(folder, "none.cjs"),
      text: "",
      fileName: "a.nn.json",
      uri: "file:///a.nn.json",
      program: "0",
    });
    await run.done;
    expect(run.snapshot()).toMatchObject({ progress: { status: "failed" }, history: emptyHistory });
  });

  it("because it hangs when the run is disposed of: it is ended", async () => {
    const run = await runOf(`${oneEpoch} setTimeout(() => { for (;;); }, 20);`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    run.dispose();
    await run.done;
    expect(run.snapshot().progress.status).toBe("failed");
  }, 10_000);
});
