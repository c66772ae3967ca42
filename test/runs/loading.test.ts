import { expect, it } from "vitest";
import type { DataFile } from "../../src/data/files.ts";
import { Control } from "../../src/protocol/control.ts";
import type { RunEvent } from "../../src/protocol/events.ts";
import { percentRead } from "../../src/protocol/run.ts";
import { runSession } from "../../src/runs/session.ts";
import type { SessionResult, SessionUpdate } from "../../src/runs/session-options.ts";

const rows = 400_000;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A `.npy` of two columns that hands out a hundredth at a time, and from `stall` on nothing any more. */
function slowFile(stall = Number.POSITIVE_INFINITY): DataFile {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, 2), }`.padEnd(117);
  const data = Float64Array.from({ length: 2 * rows }, (_, index) => index % 7);
  const bytes = Buffer.concat([
    Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]),
    Buffer.from(`${header}\n`),
    new Uint8Array(data.buffer),
  ]);
  const length = Math.ceil(bytes.length / 100);
  return {
    name: "slow.npy",
    path: "slow.npy",
    size: bytes.length,
    read: async (start, end) => new Uint8Array(bytes.subarray(start, end)),
    version: async () => "1",
    async *chunks() {
      for (let chunk = 0; chunk < 100; chunk++) {
        await (chunk < stall ? pause(4) : new Promise(() => {}));
        yield new Uint8Array(bytes.subarray(chunk * length, (chunk + 1) * length));
      }
    },
  };
}

interface Session {
  readonly updates: SessionUpdate[];
  readonly events: RunEvent[];
  stop(): void;
  readonly result: Promise<SessionResult>;
}

function start(file: DataFile): Session {
  let wanted: Control = Control.run;
  const updates: SessionUpdate[] = [];
  const events: RunEvent[] = [];
  const result = runSession({
    text: JSON.stringify({
      data: { file: "slow.npy" },
      network: { layers: [{ units: 1 }], loss: "mse" },
      training: { epochs: 1, batchSize: 1000 },
    }),
    fileName: "slow.nn.json",
    open: async () => [file],
    memoryLimit: 2 ** 28,
    program: "test",
    control: {
      read: () => wanted,
      stepped: () => {},
      changed: () => Promise.resolve(),
      wants: () => false,
    },
    yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    createStore: () => Promise.reject(new Error("no run may be made")),
    onEvents: (some) => void events.push(...some),
    onUpdate: (update) => void updates.push(update),
  });
  return {
    updates,
    events,
    result,
    stop: () => {
      wanted = Control.stop;
    },
  };
}

it("tells how much of the data is read, about 15 times a second, then trains", async () => {
  const session = start(slowFile());
  expect((await session.result).status).toBe("completed");
  const percents = session.updates.map(({ progress }) => progress && percentRead(progress));
  const told = percents.filter((percent) => percent !== undefined);
  expect(told.length).toBeGreaterThan(2);
  expect(told.length).toBeLessThan(30);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told[0]).toBeLessThan(50);
  expect(percents.slice(told.length).every((percent) => percent === undefined)).toBe(true);
});

it.each([
  ["while it reads", undefined],
  ["while the file gives nothing", 2],
])("stops at once %s, and leaves no run", async (_, stall) => {
  const session = start(slowFile(stall));
  await pause(60);
  const begin = performance.now();
  session.stop();
  expect(await session.result).toEqual({ status: "stopped", findings: [] });
  expect(performance.now() - begin).toBeLessThan(250);
  expect(session.updates.at(-1)?.progress).toMatchObject({ status: "stopped", epoch: 0 });
  expect(session.events).toEqual([]);
});
