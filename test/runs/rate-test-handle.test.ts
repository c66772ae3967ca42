import { afterAll, beforeAll, expect, test } from "vitest";
import type { RateTest } from "../../src/protocol/rate-test.ts";
import { startRateTest } from "../../src/runs/rate-test-handle.ts";
import { sineModel, type Workplace, workplace } from "./build.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace({ worker: "src/runs/worker.ts" });
}, 60_000);
afterAll(() => place.remove());

const start = (model: unknown) =>
  startRateTest({
    workerPath: place.bundle("worker.js"),
    text: JSON.stringify(model),
    fileName: "a.nn.json",
    program: "0",
  });

const end = (handle: ReturnType<typeof start>): Promise<RateTest> =>
  new Promise((resolve) => {
    handle.onUpdate((update) => {
      if (update.status === "done" || update.status === "failed") resolve(update);
    });
  });

test("a worker finds a learning rate, and what it sends is the handle's", async () => {
  const handle = start(sineModel);
  expect(handle.test.status).toBe("reading");
  const found = await end(handle);
  expect(found.suggested).toBeGreaterThan(0);
  expect(handle.test).toEqual(found);
});

test("a file with a problem fails with it", async () => {
  const found = await end(start({ ...sineModel, network: { layers: [], loss: "mse" } }));
  expect(found).toMatchObject({ status: "failed", message: expect.stringMatching(/layer/i) });
});

test("a search ends when it is told to", async () => {
  const layers = [{ units: 800, activation: "relu" }, { units: 800, activation: "relu" }, { units: 1 }];
  const handle = start({ ...sineModel, network: { layers, loss: "mse" } });
  const ended = end(handle);
  await new Promise<void>((resolve) => {
    handle.onUpdate(({ rates }) => {
      if (rates.length > 2) resolve();
    });
  });
  handle.dispose();
  expect((await ended).status).toBe("failed");
});
