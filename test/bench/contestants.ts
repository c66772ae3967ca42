import { spawnSync } from "node:child_process";
import { join } from "node:path";

export interface Contestant {
  readonly name: string;
  /** How to start it, before the folder and the name of a workload; absent where it is not on this machine. */
  readonly command: readonly string[] | undefined;
  /** Settings to try; the fastest is measured. */
  readonly environments?: readonly Readonly<Record<string, string>>[];
  /** By workload: this one's time over ours must be at least so much. Contests without a goal have 0. */
  readonly goals: Readonly<Record<string, number>>;
  /** Whether it computes the same numbers, but for rounding. */
  readonly isSameAlgorithm: boolean;
  /** Whether that holds to the end of the training, so that the final losses are compared. */
  readonly isExact?: boolean;
}

const peer = (file: string) => join(import.meta.dirname, "peers", file);

/** A Python that has all the modules, or undefined. */
export function findPython(...modules: string[]): string | undefined {
  const asked = process.env["BACKPROP_PYTHON"];
  return (asked ? [asked] : ["python3", "python"]).find(
    (python) => spawnSync(python, ["-c", `import ${modules.join(", ")}`]).status === 0,
  );
}

/** All that the engine is compared with, and the goals that it has set itself. */
export function contestants(): Contestant[] {
  const withNumpy = findPython("numpy");
  const withTorch = findPython("numpy", "torch");
  const python = (executable: string | undefined, file: string) =>
    executable === undefined ? undefined : [executable, peer(file)];
  const script = (file: string) => [process.execPath, peer(file)];
  return [
    {
      name: "NumPy",
      command: python(withNumpy, "numpy_classes.py"),
      goals: { W1: 1000, W1b: 1000 },
      isSameAlgorithm: true,
      isExact: true,
    },
    {
      name: "NumPy",
      command: python(withNumpy, "numpy_vectorised.py"),
      // More threads than the work is worth make its products many times slower.
      environments: [{ OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" }, {}],
      goals: { W2: 40, W3: 4, W4: 1.2, W5: 0 },
      isSameAlgorithm: true,
    },
    {
      name: "PyTorch",
      command: python(withTorch, "pytorch.py"),
      goals: { W1: 0, W1b: 0, W2: 100, W3: 8, W4: 1.2, W5: 1 },
      isSameAlgorithm: true,
    },
    {
      name: "TensorFlow.js",
      command: script("tfjs.mjs"),
      goals: { W2: 500, W3: 40, W4: 0, W5: 0 },
      isSameAlgorithm: true,
    },
    {
      name: "brain.js",
      command: script("brainjs.mjs"),
      goals: { W2: 12, W3: 0, W4: 0, W5: 0 },
      isSameAlgorithm: false,
    },
    {
      name: "ConvNetJS",
      command: script("convnetjs.mjs"),
      goals: { W1: 20, W1b: 20, W2: 0, W3: 0, W4: 0, W5: 0 },
      isSameAlgorithm: false,
    },
  ];
}
