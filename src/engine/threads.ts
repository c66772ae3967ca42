import { jobEnd, jobNumber } from "./kernels/layout.ts";

/** What another thread needs to help; it can be posted to a worker. */
export interface ThreadJob {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Address of the jobs. */
  readonly jobs: number;
  readonly threads: number;
  /** From 1; 0 is the thread that runs the plan. */
  readonly index: number;
}

/**
 * Starts a thread that calls `helpThread` and ends after it. One that comes late, or never, holds nothing up. It must
 * not keep the program alive.
 */
export type StartThread = (job: ThreadJob) => void;

export interface Kernels {
  run(pass: number, deadline: number, toBatchEnd: number): number;
  /** Only in the variants for shared memory. */
  join(jobs: number, threads: number, index: number): void;
  help(): void;
}

/** Floating point operations of a training step from which threads pay: below, waiting for each other costs more. */
const leastStep = 10e6;
/** More of them than this find no shares of their own. */
const mostThreads = 32;

/** Threads that a run may use, `wanted` at most. */
export const allowedThreads = (wanted: number): number => Math.max(1, Math.min(wanted, mostThreads));

/** Whether threads pay for steps of `cost` floating point operations, and can share memory here. */
export const threadsPay = (cost: number): boolean =>
  // A browser has shared memory only on a page that is isolated from others.
  cost >= leastStep && typeof SharedArrayBuffer !== "undefined";

export async function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Kernels> {
  const env = { memory, clock: () => performance.now() };
  const instance = await WebAssembly.instantiate(module, { env });
  return instance.exports as unknown as Kernels;
}

/** Does shares of a run's work until the run is disposed of; what another thread runs. */
export async function helpThread({ module, memory, jobs, threads, index }: ThreadJob): Promise<void> {
  const kernels = await instantiate(module, memory);
  kernels.join(jobs, threads, index);
  kernels.help();
}

/** Starts the other threads; the returned function ends them. */
export function startThreads(start: StartThread, job: Omit<ThreadJob, "index">): () => void {
  const words = new Int32Array(job.memory.buffer);
  for (let index = 1; index < job.threads; index++) start({ ...job, index });
  return () => {
    const number = (job.jobs + jobNumber) / 4;
    Atomics.store(words, (job.jobs + jobEnd) / 4, 1);
    Atomics.add(words, number, 1);
    Atomics.notify(words, number);
  };
}
