import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import asc from "assemblyscript/asc";

const operationsPerStep = 96;

const worker = `
const { parentPort, workerData } = require("node:worker_threads");
const { spin } = new WebAssembly.Instance(new WebAssembly.Module(workerData)).exports;
parentPort.on("message", (steps) => parentPort.postMessage(spin(steps, 0.5, 0.5)));
`;

async function compile(relaxed: boolean): Promise<Uint8Array> {
  const source = readFileSync(new URL("limit-kernel.ts", import.meta.url), "utf8");
  const options = ["kernel.ts", "--outFile", "kernel.wasm", "-O3", "--runtime", "stub", "--enable", "simd"];
  if (relaxed) options.push("--enable", "relaxed-simd");
  const written: Uint8Array[] = [];
  const { error, stderr } = await asc.main(options, {
    readFile: (name) => (name === "kernel.ts" ? source : null),
    writeFile: (_name, content) => {
      if (typeof content !== "string") written.push(content);
    },
    listFiles: () => [],
  });
  const [bytes] = written;
  if (error || !bytes) throw new Error(`limit-kernel.ts: ${stderr}`);
  return bytes;
}

/** Measures the rate of 128-bit multiply-adds in float32, the machine's own limit for WebAssembly. */
export class Limit {
  readonly #workers: readonly Worker[];
  /** Fused where the machine's WebAssembly has relaxed SIMD. */
  readonly isFused: boolean;
  #steps = 1_000_000;

  static async start(threads: number): Promise<Limit> {
    const relaxed = await compile(true);
    const isFused = WebAssembly.validate(relaxed as Uint8Array<ArrayBuffer>);
    const bytes = isFused ? relaxed : await compile(false);
    const workers = Array.from(
      { length: threads },
      () => new Worker(worker, { eval: true, workerData: bytes }),
    );
    const limit = new Limit(workers, isFused);
    for (let round = 0; round < 5; round++) await limit.measure(threads);
    // About 60 ms a measurement.
    limit.#steps = Math.round(((await limit.measure(1)) * 1e9 * 0.06) / operationsPerStep);
    return limit;
  }

  private constructor(workers: readonly Worker[], isFused: boolean) {
    this.#workers = workers;
    this.isFused = isFused;
  }

  /** GFLOP/s of so many threads together. */
  async measure(threads: number): Promise<number> {
    const workers = this.#workers.slice(0, threads);
    const start = performance.now();
    await Promise.all(
      workers.map((worker) => {
        const done = new Promise((settle) => worker.once("message", settle));
        worker.postMessage(this.#steps);
        return done;
      }),
    );
    const seconds = (performance.now() - start) / 1000;
    return (workers.length * this.#steps * operationsPerStep * 1e-9) / seconds;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
