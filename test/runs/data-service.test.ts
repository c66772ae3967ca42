import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DataError } from "../../src/data/error.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { DataCache } from "../../src/runs/data-cache.ts";
import type { DataRequest } from "../../src/runs/data-protocol.ts";
import { DataService, type DataServiceOptions } from "../../src/runs/data-service.ts";
import { lineModel, type Workplace, workplace } from "./build.ts";

let place: Workplace;
let scripts: string;
beforeAll(async () => {
  place = await workplace({ "data-worker": "src/runs/data-worker.ts" });
  scripts = await mkdtemp(path.join(tmpdir(), "backprop-data-"));
}, 60_000);
afterAll(async () => {
  await place.remove();
  await rm(scripts, { recursive: true });
});

const services: DataService[] = [];
afterEach(() => {
  for (const service of services.splice(0)) service.dispose();
});
function serviceOf(options: Partial<DataServiceOptions> = {}): DataService {
  const service = new DataService({
    workerPath: place.bundle("data-worker.js"),
    memoryLimit: 2 ** 28,
    ...options,
  });
  services.push(service);
  return service;
}
/** One whose worker is the given script. */
async function scripted(script: string, options: Partial<DataServiceOptions> = {}): Promise<DataService> {
  const workerPath = path.join(scripts, `${Math.random()}.cjs`);
  await writeFile(workerPath, `const { parentPort } = require("node:worker_threads");\n${script}`);
  return serviceOf({ workerPath, ...options });
}

const line = JSON.stringify(lineModel);
const describeLine: DataRequest & { question: "describe" } = { question: "describe", text: line };
const access = () => ({ folder: place.folder, root: place.folder });
const fileModel = (file: string, more: object = {}) =>
  JSON.stringify({ ...lineModel, data: { file, ...more } });
/** A worker that answers with its own number, and with how often it was asked. */
const counting = `let asked = 0; const self = Math.random();
parentPort.on("message", ({ type, id }) => type === "ask" &&
  parentPort.postMessage({ type: "answer", id, answer: { self, asked: ++asked } }));`;
const ask = (service: DataService) =>
  service.ask(describeLine) as unknown as Promise<{ self: number; asked: number }>;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a data worker", () => {
  it("describes the data of a file that is not valid yet", async () => {
    const summary = await serviceOf().ask({ question: "describe", text: line.replace('"loss"', '"los"') });
    expect(summary).toMatchObject({ rows: 5, columnCount: 2 });
    expect(summary.columns.map(({ name }) => name)).toEqual(["x", "y"]);
    expect(summary.columns[0]?.numbers).toMatchObject({ min: 1, max: 5, mean: 3 });
  });

  it("looks at the data as the network does", async () => {
    const { statistics, preview } = await serviceOf().ask({ question: "look", text: line });
    expect(statistics.rows).toBe(5);
    expect(preview.head[0]?.targets[0]).toBeCloseTo(-Math.SQRT2, 5);
  });

  it("tells what is wrong with a file, at its place", async () => {
    await writeFile(path.join(place.folder, "bad.csv"), "x,y\n1,2\n3,4\n5,six\n");
    const error = await serviceOf()
      .ask({ question: "look", text: fileModel("bad.csv"), access: access() })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ path: ["data", "file"], at: { file: "bad.csv", line: 4, column: 2 } });
  });

  it("does not read outside of the root", async () => {
    const asked = serviceOf().ask({
      question: "describe",
      text: fileModel("../../etc/passwd"),
      access: access(),
    });
    await expect(asked).rejects.toThrow(/outside/);
  });
});

describe("the service", () => {
  it("answers one question after the other, in one worker", async () => {
    const service = await scripted(counting);
    const [first, second] = await Promise.all([ask(service), ask(service)]);
    expect(second.self).toBe(first.self);
    expect([first.asked, second.asked]).toEqual([1, 2]);
  });

  it("lets a worker go that is not needed, and starts another", async () => {
    const service = await scripted(counting, { idle: 30 });
    const first = await ask(service);
    await pause(200);
    expect((await ask(service)).self).not.toBe(first.self);
  });

  it("replaces a worker that hangs, and one that dies", async () => {
    const hanging = await scripted(`parentPort.on("message", () => { for (;;); });`, { patience: 100 });
    await expect(ask(hanging)).rejects.toThrow(/took too long/);
    const dying = await scripted(`parentPort.on("message", () => { throw new Error("out of ideas"); });`);
    const [first, second] = await Promise.allSettled([ask(dying), ask(dying)]);
    for (const { status, reason } of [first, second] as PromiseRejectedResult[])
      expect([status, reason.message]).toEqual(["rejected", "Looking at the data failed: out of ideas"]);
    const greedy = await scripted(`parentPort.on("message", () => { let a = []; for (;;) a = [a, {}]; });`, {
      heapLimit: 32,
    });
    await expect(ask(greedy)).rejects.toThrow(/more memory than it may take/);
    await expect(ask(serviceOf({ workerPath: path.join(scripts, "none.cjs") }))).rejects.toThrow(/failed/);
  }, 30_000);

  it("does not take a worker for hanging that goes on", async () => {
    const service = await scripted(
      `parentPort.on("message", ({ id }) => { let told = 0; const timer = setInterval(() => {
         if (++told < 6) return parentPort.postMessage({ type: "progress", id, bytes: told, total: 6 });
         clearInterval(timer); parentPort.postMessage({ type: "answer", id, answer: {} }); }, 250); });`,
      { patience: 1000 },
    );
    const told: number[] = [];
    await service.ask(describeLine, { onProgress: (bytes) => told.push(bytes) });
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  it("cancels at once, and goes on with a worker that does not obey", async () => {
    const service = await scripted(`parentPort.on("message", ({ type }) => { for (; type === "ask";); });`, {
      cancelPatience: 50,
      patience: 400,
    });
    const controller = new AbortController();
    const begun = performance.now();
    const asked = service.ask(describeLine, { signal: controller.signal });
    const waiting = service.ask(describeLine);
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(asked).rejects.toThrow("enough");
    // The next one hangs in a new worker, and is told so after the patience, not before.
    await expect(waiting).rejects.toThrow(/took too long/);
    expect(performance.now() - begun).toBeGreaterThan(400);
    await expect(service.ask(describeLine, { signal: controller.signal })).rejects.toThrow("enough");
  });
});

describe("the cache", () => {
  const counted = (service: DataService) => {
    let asked = 0;
    const cache = new DataCache({
      ask: (...given) => {
        asked++;
        return service.ask(...given);
      },
    });
    return { cache, asked: () => asked };
  };
  const modelOf = (text: string) => {
    const { model } = parseModelFile(text);
    if (!model) throw new Error("not a model file");
    return model;
  };
  const csv = () => path.join(place.folder, "cached.csv");

  it("asks once for the same file, and again when it changed", async () => {
    const { cache, asked } = counted(serviceOf());
    await writeFile(csv(), "x,y\n1,2\n3,4\n");
    const text = fileModel("cached.csv");
    const first = await cache.describe(text, access());
    expect(await cache.describe(`${text}\n`, access())).toBe(first);
    expect(asked()).toBe(1);
    await writeFile(csv(), "x,y\n1,2\n3,4\n5,6\n");
    expect((await cache.describe(text, access())).rows).toBe(3);
    await utimes(csv(), 1, 1);
    await cache.describe(text, access());
    expect(asked()).toBe(3);
  });

  it("asks again for what changes the data, and not for what changes the training", async () => {
    const { cache, asked } = counted(serviceOf());
    await writeFile(csv(), "x,y\n1,2\n3,4\n5,6\n");
    const look = (text: string) => cache.look(text, modelOf(text), access());
    const text = fileModel("cached.csv");
    const first = await look(text);
    expect(await look(text.replace('"epochs":50', '"epochs":60'))).toBe(first);
    expect(await cache.knows(modelOf(text), access())).toBe(true);
    expect(asked()).toBe(1);
    const scaled = fileModel("cached.csv", { normalize: "standard" });
    expect(await cache.knows(modelOf(scaled), access())).toBe(false);
    expect(await look(scaled)).not.toBe(first);
    expect(asked()).toBe(2);
  });

  it("asks once for those who wait together, and cancels when the last of them gives up", async () => {
    await writeFile(csv(), "x,y\n1,2\n");
    let cancelled = false;
    let asked = 0;
    const cache = new DataCache({
      ask: (_, options) => {
        asked++;
        return new Promise((_, reject) => {
          options?.signal?.addEventListener("abort", () => {
            cancelled = true;
            reject(options.signal?.reason);
          });
        });
      },
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const text = fileModel("cached.csv");
    const waits = [one, two].map(({ signal }) => cache.describe(text, access(), { signal }));
    await expect.poll(() => asked).toBe(1);
    await pause(50);
    one.abort(new Error("first"));
    await expect(waits[0]).rejects.toThrow("first");
    expect(cancelled).toBe(false);
    two.abort(new Error("second"));
    await expect(waits[1]).rejects.toThrow("second");
    expect(cancelled).toBe(true);
    expect(asked).toBe(1);
  });

  it("keeps what is wrong with a file until it changes", async () => {
    const { cache, asked } = counted(serviceOf());
    await writeFile(csv(), "x,y\n1,2,3\n");
    const text = fileModel("cached.csv");
    await expect(cache.describe(text, access())).rejects.toThrow(DataError);
    await expect
      .poll(async () => {
        await expect(cache.describe(text, access())).rejects.toThrow(DataError);
        return asked();
      })
      .toBeLessThan(3);
    const before = asked();
    await expect(cache.describe(text, access())).rejects.toThrow(DataError);
    expect(asked()).toBe(before);
    await writeFile(csv(), "x,y\n1,2\n");
    expect((await cache.describe(text, access())).rows).toBe(1);
  });
});
