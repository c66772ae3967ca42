import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import esbuild from "esbuild";

/** A fresh folder for a test's files, and the program's bundles in it. */
export interface Workplace {
  readonly folder: string;
  /** Bundle of an entry point, such as `cli.js`. */
  bundle(name: string): string;
  remove(): Promise<void>;
}

/** Bundles entry points of `src/` as the build does, into a fresh temporary folder. */
export async function workplace(entries: Readonly<Record<string, string>>): Promise<Workplace> {
  const folder = await mkdtemp(path.join(tmpdir(), "backprop-test-"));
  await esbuild.build({
    entryPoints: entries,
    outdir: path.join(folder, "dist"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    mainFields: ["module", "main"],
    loader: { ".wasm": "binary" },
    logLevel: "error",
  });
  return {
    folder,
    bundle: (name) => path.join(folder, "dist", name),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** A line through five points: learned in a moment. */
export const lineModel = {
  title: "Line",
  data: { values: { x: [1, 2, 3, 4, 5], y: [5, 7, 9, 11, 13] }, targets: ["y"], normalize: "standard" },
  network: { layers: [{ units: 1 }], loss: "mse" },
  training: { optimizer: { type: "sgd", learningRate: 0.05 }, epochs: 50, batchSize: 1, seed: 3 },
};

/** Noisy sine: two layers, a window, three splits. */
export const sineModel = {
  data: {
    generate: { x: { from: 1, to: 100, step: 1 }, y: "sin(x) + 6 + 0.5 * normal()" },
    targets: ["y"],
    window: { size: 5, horizon: 1 },
    normalize: "standard",
    split: { validation: 0.2, test: 0.1 },
  },
  network: { layers: [{ units: 8, activation: "tanh" }, { units: 1 }], loss: "mse" },
  training: { optimizer: { type: "adam", learningRate: 0.01 }, epochs: 40, batchSize: 8, seed: 7 },
};
