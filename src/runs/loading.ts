import { Control } from "../protocol/control.ts";
import type { Progress } from "../protocol/run.ts";
import { Throttle } from "./pace.ts";
import { type Prepared, prepare } from "./prepare.ts";
import type { SessionOptions } from "./session-options.ts";

const updatesPerSecond = 15;
/** Milliseconds between two looks at the control word while a file gives nothing. */
const lookEvery = 50;

const notYet: Progress = {
  status: "starting",
  epoch: 0,
  epochs: 0,
  seconds: 0,
  epochsPerSecond: 0,
  samplesPerSecond: 0,
};

/** Reads a model file and its data, and tells how far it is; undefined where the control word stopped it. */
export async function prepareTelling(options: SessionOptions): Promise<Prepared | undefined> {
  const { text, open, fileName, memoryLimit, control, now, onUpdate } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const look = () => {
    if (control.read() === Control.stop) controller.abort();
  };
  const updates = new Throttle(now, updatesPerSecond);
  const onProgress = (bytes: number, total: number) => {
    look();
    if (updates.due) updates.run(() => onUpdate?.({ progress: { ...notYet, loading: { bytes, total } } }));
  };
  // A file system that stalls does not hold up a person who wants to stop.
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined));
  });
  const timer = setInterval(look, lookEvery);
  try {
    const preparing = prepare(text, open, { fileName, memoryLimit, signal, onProgress }).catch((error) => {
      if (!signal.aborted) throw error;
      return undefined;
    });
    const prepared = await Promise.race([preparing, aborted]);
    if (!prepared) onUpdate?.({ progress: { ...notYet, status: "stopped" } });
    return prepared;
  } finally {
    clearInterval(timer);
  }
}
