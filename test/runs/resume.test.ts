import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Control } from "../../src/protocol/control.ts";
import type { EpochEvent, RunEvent } from "../../src/protocol/events.ts";
import { runSession } from "../../src/runs/session.ts";
import { createRunFolder, readResumePoint } from "../../src/runs/store.ts";
import { type Workplace, workplace } from "./build.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace({});
});
afterAll(() => place.remove());

/** Epochs that last longer than a slice, so that a run is stopped within one. */
const model = (optimizer: unknown, precision: string) => ({
  data: {
    generate: { x: { from: 1, to: 60_000, step: 1 }, y: "sin(x) + 6 + 0.5 * normal()" },
    targets: ["y"],
    window: { size: 5 },
    normalize: "standard",
    split: { validation: 0.1 },
  },
  network: { layers: [{ units: 24, activation: "tanh" }, { units: 1 }], loss: "mse" },
  training: { optimizer, precision, epochs: 3, batchSize: 7, seed: 7 },
});

/** Trains, and stops after `slices` slices. */
async function session(text: string, slices: number, resume?: string) {
  const events: RunEvent[] = [];
  let reads = 0;
  await runSession({
    text,
    fileName: "a.nn.json",
    open: () => Promise.reject(new Error("no files")),
    memoryLimit: 1e9,
    program: "0",
    control: {
      read: () => (reads++ < slices ? Control.run : Control.stop),
      stepped: () => {},
      changed: () => Promise.resolve(),
      wants: () => true,
    },
    yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    createStore: () => createRunFolder(place.folder, path.join(place.folder, "a.nn.json")),
    ...(resume === undefined ? {} : { resume: await readResumePoint(resume) }),
    onEvents: (told) => {
      events.push(...told);
    },
    onUpdate: () => {},
  });
  const folder = (events[0]?.type === "start" && events[0].run) || "";
  const epochs = events.filter((event): event is EpochEvent => event.type === "epoch");
  return { folder, epochs, end: events.at(-1) };
}

/** A run that was stopped neither at the start nor between two epochs. */
async function stoppedWithin(text: string) {
  for (let slices = 1; slices < 20; slices++) {
    const run = await session(text, slices);
    if ((await readResumePoint(run.folder)).file.batch > 0) return run;
  }
  throw new Error("never stopped within an epoch");
}

const contents = (folder: string) =>
  Promise.all(
    ["weights.safetensors", "state.safetensors"].map((name) => readFile(path.join(folder, name), "base64")),
  );

describe("a run that was stopped within an epoch", () => {
  for (const precision of ["float32", "float64"])
    for (const optimizer of [{ type: "sgd", momentum: 0.9, learningRate: 0.01 }, { type: "adam" }])
      it(`goes on bit for bit with ${optimizer.type} in ${precision}`, async () => {
        const text = JSON.stringify(model(optimizer, precision));
        const whole = await session(text, Number.POSITIVE_INFINITY);
        const first = await stoppedWithin(text);
        expect(first.end).toMatchObject({ type: "end", status: "stopped" });
        const rest = await session(text, Number.POSITIVE_INFINITY, first.folder);
        expect([...first.epochs, ...rest.epochs]).toEqual(whole.epochs);
        expect(await contents(rest.folder)).toEqual(await contents(whole.folder));
        const { file, history } = await readResumePoint(rest.folder);
        expect(file).toMatchObject({ status: "completed", epoch: 3, batch: 0 });
        expect([...history.epochs]).toEqual([1, 2, 3]);
      });

  it("is not gone on with where the batches are others", async () => {
    const file = model("adam", "float32");
    const first = await stoppedWithin(JSON.stringify(file));
    const { training } = file;
    const changed = JSON.stringify({ ...file, training: { ...training, batchSize: 8 } });
    expect(await session(changed, Number.POSITIVE_INFINITY, first.folder)).toMatchObject({ epochs: [] });
  });
});

it("tells the epoch that ends with the batch in which a run is stopped", async () => {
  const layers = [{ units: 512, activation: "relu" }, { units: 512, activation: "relu" }, { units: 1 }];
  const file = model("sgd", "float32");
  const training = { ...file.training, batchSize: 60_000, epochs: 50 };
  const data = { ...file.data, generate: { ...file.data.generate, x: { from: 1, to: 1000, step: 1 } } };
  // Each batch is an epoch and longer than a slice.
  const text = JSON.stringify({ data, network: { layers, loss: "mse" }, training });
  const { epochs, end } = await session(text, 3);
  expect(epochs.length).toBeGreaterThan(0);
  expect(end).toMatchObject({ status: "stopped", epochs: epochs.length, loss: epochs.at(-1)?.loss });
});
