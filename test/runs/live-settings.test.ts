import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { Control } from "../../src/protocol/control.ts";
import type { EpochEvent, RunEvent } from "../../src/protocol/events.ts";
import type { LiveChange, RunChange, SettingsChange } from "../../src/protocol/settings.ts";
import { prepare } from "../../src/runs/prepare.ts";
import { readRunFile } from "../../src/runs/run-file.ts";
import { runSession } from "../../src/runs/session.ts";
import type { SessionUpdate } from "../../src/runs/session-options.ts";
import { withSettings } from "../../src/runs/settings.ts";
import { createRunFolder, readResumePoint } from "../../src/runs/store.ts";
import { type Workplace, workplace } from "./build.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace({});
});
afterAll(() => place.remove());

const model = (training: object) => ({
  data: {
    generate: { x: { from: 1, to: 20_000, step: 1 }, y: "sin(x) + 6 + 0.5 * normal()" },
    targets: ["y"],
    window: { size: 5 },
    normalize: "standard",
    split: { validation: 0.1 },
  },
  network: { layers: [{ units: 24, activation: "tanh" }, { units: 1 }], loss: "mse" },
  training: { optimizer: "adam", epochs: 4, batchSize: 7, seed: 7, ...training },
});

interface Plan {
  /** What is set when the control word is read for the n-th time. */
  readonly set?: Readonly<Record<number, LiveChange>>;
  readonly stopAt?: number;
  readonly resume?: string;
  readonly settings?: SettingsChange;
}

const never = () => Promise.reject(new Error("no files"));

async function session(text: string, { set = {}, stopAt, resume, settings }: Plan = {}) {
  const events: RunEvent[] = [];
  const updates: SessionUpdate[] = [];
  const notices: string[] = [];
  let reads = 0;
  const result = await runSession({
    text,
    fileName: "a.nn.json",
    open: never,
    memoryLimit: 1e9,
    program: "0",
    control: {
      read: () => (stopAt !== undefined && reads >= stopAt ? Control.stop : Control.run),
      stepped: () => {},
      changed: () => Promise.resolve(),
      wants: () => false,
      takeOrder: () => {
        const change = set[reads++];
        return change && { set: change };
      },
    },
    yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    createStore: () => createRunFolder(place.folder, path.join(place.folder, "a.nn.json")),
    ...(settings ? { settings } : {}),
    ...(resume === undefined ? {} : { resume: await readResumePoint(resume) }),
    onEvents: (told) => {
      events.push(...told);
    },
    onUpdate: (update) => updates.push(update),
    onNotice: (notice) => notices.push(notice),
  });
  const folder = (events[0]?.type === "start" && events[0].run) || "";
  const epochs = events.filter((event): event is EpochEvent => event.type === "epoch");
  return { result, folder, epochs, notices, settings: updates.findLast((each) => each.settings)?.settings };
}

const weightsOf = (folder: string) => readFile(path.join(folder, "weights.safetensors"), "base64");

/** Trains by the events of a run's history alone. */
async function replay(text: string, changes: readonly RunChange[]) {
  const { dataset, model: first } = await prepare(text, never, { fileName: "", memoryLimit: 1e9 });
  if (!dataset || !first) throw new Error("invalid");
  let said = text;
  const build = (described: typeof first) => Trainer.create({ model: described, dataset, memoryLimit: 1e9 });
  let trainer = await build(first);
  for (const { step, set } of changes) {
    while (trainer.position.step < step) trainer.stepBatch();
    const next = withSettings(said, set);
    if (!next.model) throw new Error(next.problem);
    said = next.text;
    const rebuilt = await build(next.model);
    rebuilt.restore(trainer.weights(), trainer.state());
    trainer = rebuilt;
  }
  trainer.run(Number.POSITIVE_INFINITY, first.training.epochs);
  return trainer.weights();
}

describe("what is set while a run goes on", () => {
  it("holds from the next batch or epoch on, as its history says", async () => {
    const text = JSON.stringify(model({}));
    const run = await session(text, {
      set: {
        1: { learningRate: 0.02 },
        2: { batchSize: 32, clip: { norm: 0.5 } },
        3: { learningRate: 0.005 },
      },
    });
    const { changes, file, weights } = await readResumePoint(run.folder);
    expect(changes.flatMap(({ set }) => Object.keys(set)).sort()).toEqual(
      ["batchSize", "clip", "learningRate", "learningRate"].sort(),
    );
    const batch = changes.find(({ set }) => set.batchSize !== undefined);
    expect(batch).toMatchObject({ batch: 0, set: { batchSize: 32 }, file: { batchSize: 7 } });
    expect(batch?.epoch).toBeGreaterThan(0);
    expect(file).toMatchObject({ batchSize: 32, status: "completed", epoch: 4 });
    expect(run.settings?.now).toEqual({ learningRate: 0.005, clip: { norm: 0.5 }, batchSize: 32, seed: 7 });
    expect(run.settings?.waiting).toEqual({});
    const replayed = await replay(text, changes);
    expect(weights.map(({ data }) => data)).toEqual(replayed.map(({ data }) => data));
    expect(run.epochs[0]?.learningRate).toBe(0.001);
    expect(run.epochs.at(-1)?.learningRate).toBe(0.005);
  });

  it("is repeated where the run is gone on with, bit for bit", async () => {
    const text = JSON.stringify(model({}));
    for (let stopAt = 3; ; stopAt++) {
      const set = { 1: { learningRate: 0.02, clip: { value: 0.1 } } };
      const first = await session(text, { set, stopAt });
      const saved = await readResumePoint(first.folder);
      if (saved.file.batch === 0 && stopAt < 20) continue;
      expect(saved.changes).toHaveLength(1);
      const rest = await session(text, { resume: first.folder });
      const whole = await readResumePoint(rest.folder);
      expect(whole.changes).toEqual(saved.changes);
      const replayed = await replay(text, saved.changes);
      expect(whole.weights.map(({ data }) => data)).toEqual(replayed.map(({ data }) => data));
      break;
    }
  });

  it("gives way to the file where that was changed since, also when that is gone on with", async () => {
    const text = JSON.stringify(model({ epochs: 40 }));
    const first = await session(text, { set: { 1: { learningRate: 0.02 } }, stopAt: 4 });
    const edited = JSON.stringify(model({ epochs: 40, optimizer: { type: "adam", learningRate: 0.3 } }));
    const second = await session(edited, { resume: first.folder, stopAt: 2 });
    expect(second.settings?.now.learningRate).toBe(0.3);
    expect((await readResumePoint(second.folder)).changes.map(({ set }) => set)).toEqual([
      { learningRate: 0.02 },
      { learningRate: 0.3 },
    ]);
    // The first file again: what was set last was set for another one.
    const third = await session(text, { resume: second.folder, stopAt: 2 });
    expect(third.settings?.now.learningRate).toBe(0.001);
  });

  it("is refused where the model file cannot say it, and the run goes on", async () => {
    const schedule = { type: "cosine", minLearningRate: 0.0005 };
    const run = await session(JSON.stringify(model({ schedule })), { set: { 1: { learningRate: 1e-6 } } });
    expect(run.result.status).toBe("completed");
    expect(run.notices.join()).toMatch(/minLearningRate/);
    expect((await readResumePoint(run.folder)).changes).toEqual([]);
  });

  it("goes on with another plan where the clip needs one, for a network trained sample by sample", async () => {
    const text = JSON.stringify(
      model({ batchSize: 1, optimizer: { type: "sgd", learningRate: 0.001 }, epochs: 3 }),
    );
    const run = await session(text, { set: { 1: { clip: { norm: 0.01 } }, 3: { clip: null } } });
    const { changes, weights } = await readResumePoint(run.folder);
    expect(changes.map(({ set }) => set)).toEqual([{ clip: { norm: 0.01 } }, { clip: null }]);
    const replayed = await replay(text, changes);
    expect(weights.map(({ data }) => data)).toEqual(replayed.map(({ data }) => data));
  });
});

it("a run begun with another seed is the run of a file that says so, and its history tells", async () => {
  const text = JSON.stringify(model({ epochs: 1 }));
  const run = await session(text, { settings: { seed: 41 } });
  const plain = await session(JSON.stringify(model({ epochs: 1, seed: 41 })));
  expect(await weightsOf(run.folder)).toBe(await weightsOf(plain.folder));
  const saved = await readFile(path.join(run.folder, "model.nn.json"), "utf8");
  expect(parseModelFile(saved).model?.training.seed).toBe(41);
  expect(readRunFile(await readFile(path.join(run.folder, "run.json"), "utf8")).seed).toBe(41);
  expect((await readResumePoint(run.folder)).changes).toEqual([
    { epoch: 0, batch: 0, step: 0, set: { seed: 41 }, file: { seed: 7 } },
  ]);
});
