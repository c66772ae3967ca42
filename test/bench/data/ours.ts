// Loads a data file as a run does, in a worker, while this thread stands for the editor's: `ours.mjs FILE`. Prints a
// `Reading`.
import { basename, dirname } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { loadDataset } from "../../../src/data/load.ts";
import { datasetBytes } from "../../../src/data/memory.ts";
import { modelSchema } from "../../../src/model/model.ts";
import { memoryLimit } from "../../../src/runs/limits.ts";
import { fileOpener } from "../../../src/runs/open-file.ts";
import type { Reading } from "./reading.ts";

const beat = 5;

async function load(file: string): Promise<void> {
  const model = modelSchema.parse({
    data: { file: basename(file) },
    network: { layers: [{ units: 1 }], loss: "mse" },
    training: { epochs: 1 },
  });
  const start = performance.now();
  const dataset = await loadDataset(model, fileOpener({ folder: dirname(file) }), {
    memoryLimit: memoryLimit(),
  });
  parentPort?.postMessage({
    seconds: (performance.now() - start) / 1000,
    rows: dataset.statistics.rows,
    kept: datasetBytes(dataset),
  });
}

async function watch(file: string): Promise<void> {
  const idle = process.memoryUsage.rss();
  const before = process.cpuUsage();
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - beat);
    last = performance.now();
  }, beat);
  const worker = new Worker(new URL(import.meta.url), { workerData: file });
  const done = await new Promise<{ seconds: number; rows: number; kept: number }>((settle, fail) => {
    worker.once("message", settle);
    worker.once("error", fail);
  });
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  const reading: Reading = {
    ...done,
    program: "Backprop",
    processor: (user + system) / 1e6,
    memory: process.resourceUsage().maxRSS * 1024 - idle,
    hostWait: longest / 1000,
  };
  console.log(JSON.stringify(reading));
}

await (isMainThread ? watch(process.argv[2] ?? "") : load(workerData as string));
