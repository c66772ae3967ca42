import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Control } from "../../src/protocol/control.ts";
import type { EndEvent, EpochEvent, RunEvent } from "../../src/protocol/events.ts";
import { runSession } from "../../src/runs/session.ts";
import { createRunFolder, readResumePoint } from "../../src/runs/store.ts";
import { type Workplace, workplace } from "./build.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace({});
});
afterAll(() => place.remove());

const data = {
  generate: { x: { from: 1, to: 40, step: 1 }, y: "sin(7 * x) + 0.5 * normal()" },
  normalize: "standard",
  split: { validation: 0.3, test: 0.2 },
};
const deep = { layers: [{ units: 16, activation: "tanh" }, { units: 1 }], loss: "mse" };
const training = { optimizer: { type: "adam", learningRate: 0.03 }, batchSize: 4, epochs: 500 };

/** Trains in slices that end when `stopAt` epochs are done, and saves the run. */
async function session(
  more: object,
  { stopAt = Number.POSITIVE_INFINITY, resume = "", network = deep as object } = {},
) {
  const events: RunEvent[] = [];
  const epochs = () => events.filter((event): event is EpochEvent => event.type === "epoch");
  await runSession({
    text: JSON.stringify({ data, network, training: { ...training, ...more } }),
    fileName: "a.nn.json",
    open: () => Promise.reject(new Error("no files")),
    memoryLimit: 1e9,
    program: "0",
    control: {
      read: () => (epochs().length < stopAt ? Control.run : Control.stop),
      stepped: () => {},
      changed: () => Promise.resolve(),
      wants: () => false,
    },
    yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    createStore: () => createRunFolder(place.folder, path.join(place.folder, "a.nn.json")),
    ...(resume === "" ? {} : { resume: await readResumePoint(resume) }),
    onEvents: (told) => {
      events.push(...told);
    },
  });
  const folder = (events[0]?.type === "start" && events[0].run) || "";
  return { folder, epochs: epochs(), end: events.at(-1) as EndEvent, saved: await readResumePoint(folder) };
}

it("ends with the figures and weights of the best epoch, and says which", async () => {
  const { epochs, end, saved } = await session({ earlyStopping: { patience: 4 } });
  const values = epochs.map(({ validationLoss }) => validationLoss as number);
  const best = values.indexOf(Math.min(...values));
  expect(end).toMatchObject({ type: "end", status: "stopped", epochs: epochs.length, bestEpoch: best + 1 });
  expect(epochs.length).toBe(best + 1 + 4);
  const { loss, validationLoss, metrics, validationMetrics, learningRate } = epochs[best] as EpochEvent;
  const figures = { loss, validationLoss, metrics, validationMetrics, learningRate };
  expect(end).toMatchObject(figures);
  expect(saved.file).toMatchObject({ status: "stopped", epoch: epochs.length, bestEpoch: best + 1, figures });
  // The test figures are of the same weights.
  const plain = await session({ epochs: best + 1 });
  expect(end.testLoss).toBe(plain.end.testLoss);
  expect(saved.weights).toEqual(plain.saved.weights);
  expect(plain.end.bestEpoch).toBeUndefined();
});

it("gives the best weights back after all epochs too, and goes on from the last ones", async () => {
  const earlyStopping = { patience: 400 };
  const whole = await session({ epochs: 80, earlyStopping });
  expect(whole.end.status).toBe("completed");
  expect(whole.end.bestEpoch).toBeLessThan(30);
  const first = await session({ epochs: 40, earlyStopping });
  const rest = await session({ epochs: 80, earlyStopping }, { resume: first.folder });
  expect([...first.epochs, ...rest.epochs]).toEqual(whole.epochs);
  // The best epoch was before: its figures come from the saved run.
  const { seconds: _, ...end } = rest.end;
  expect(whole.end).toMatchObject(end);
  expect(rest.saved.weights).toEqual(whole.saved.weights);
  expect(rest.saved.state).toEqual(whole.saved.state);
});

it("gives the best weights back where a person stops it", async () => {
  const { end, epochs } = await session({ earlyStopping: { patience: 1e6 }, epochs: 1e6 }, { stopAt: 60 });
  expect(end.status).toBe("stopped");
  expect(end.validationLoss).toBe(Math.min(...epochs.map(({ validationLoss }) => validationLoss as number)));
  expect(end.bestEpoch).toBeLessThan(epochs.length);
});

it("keeps the last finite weights of a run that diverged, and the best figures for one that goes on", async () => {
  const schedule = { type: "exponential", gamma: 1, warmupEpochs: 200 };
  const sgd = (learningRate: number) => ({ optimizer: { type: "sgd", learningRate } });
  const earlyStopping = { patience: 500 };
  const linear = { layers: [{ units: 1 }], loss: "mse" };
  const first = await session({ ...sgd(30), schedule, earlyStopping }, { network: linear });
  expect(first.end.status).toBe("diverged");
  expect(first.end.bestEpoch).toBeUndefined();
  const { epoch, bestFigures } = first.saved.file;
  expect(bestFigures?.validationLoss).toBeGreaterThan(0);
  const more = { ...sgd(0), epochs: epoch + 1, earlyStopping };
  const rest = await session(more, { network: linear, resume: first.folder });
  expect(rest.end).toMatchObject({ status: "completed", ...bestFigures });
});
