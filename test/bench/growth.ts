import { median, rateOf } from "./measure.ts";
import { Program } from "./program.ts";
import { duration, markdownTable } from "./report.ts";
import { type Workload, whole } from "./workload.ts";
import { writeWorkload } from "./workload-files.ts";

export interface GrowthPoint {
  readonly size: number;
  /** Seconds a sample, forward, backward and its share of the update. */
  readonly seconds: number;
  /** GFLOP/s. */
  readonly rate: number;
}

export interface GrowthCurve {
  readonly name: "width" | "depth" | "batch" | "rows";
  /** The network and the training that one number of changes. */
  readonly question: string;
  readonly points: readonly GrowthPoint[];
}

interface Shape {
  readonly width: number;
  readonly depth: number;
  readonly batch: number;
  readonly rows: number;
}

const powers = (from: number, to: number, factor: number): number[] => {
  const all = [];
  for (let size = from; size <= to; size *= factor) all.push(size);
  return all;
};

const usual: Shape = { width: 64, depth: 2, batch: 32, rows: 4096 };
const curves: readonly { name: keyof Shape; shape: Shape; question: string; sizes: readonly number[] }[] = [
  {
    name: "width",
    shape: { ...usual, rows: 1024 },
    question: "32→w→w→1, batches of 32",
    sizes: powers(8, 2048, 2),
  },
  { name: "depth", shape: usual, question: "32→64→…→64→1, batches of 32", sizes: powers(1, 64, 2) },
  { name: "batch", shape: usual, question: "32→64→64→1", sizes: powers(1, 1024, 2) },
  {
    name: "rows",
    shape: usual,
    question: "32→64→64→1, batches of 32",
    sizes: [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000],
  },
];

/** A regression from 32 inputs with relu layers and Adam. */
function workloadOf({ width, depth, batch, rows }: Shape): Workload {
  return {
    name: "growth",
    widths: [32, ...new Array<number>(depth).fill(width), 1],
    activations: [...new Array<"relu">(depth).fill("relu"), "identity"],
    loss: "mse",
    optimizer: "adam",
    learningRate: 1e-4,
    momentum: 0,
    clip: 0,
    precision: "float32",
    rows,
    batchSize: batch,
    epochs: 1,
  };
}

/** Epochs are repeated until they have taken so long. */
const leastSeconds = 0.3;

async function measure(
  ours: readonly string[],
  folder: string,
  shape: Shape,
): Promise<Omit<GrowthPoint, "size">> {
  const workload = workloadOf(shape);
  writeWorkload(folder, {
    ...workload,
    question: "",
    make: (random) => ({
      inputs: Float64Array.from({ length: shape.rows * 32 }, () => random.normal()),
      targets: Float64Array.from({ length: shape.rows }, () => random.normal()),
    }),
  });
  const program = await Program.start([...ours, folder, workload.name]);
  try {
    const epoch = async () => (await program.train(whole(workload))).seconds;
    // As long again to warm up.
    for (let total = 0; total < leastSeconds; ) total += await epoch();
    const runs: number[] = [];
    for (let total = 0; total < leastSeconds || runs.length < 3; total += runs.at(-1) ?? 0)
      runs.push(await epoch());
    const seconds = median(runs);
    return { seconds: seconds / shape.rows, rate: rateOf(workload, seconds) };
  } finally {
    await program.end();
  }
}

/** How the engine's time for a sample grows with each size, the others as usual. */
export async function growth(
  ours: readonly string[],
  folder: string,
  say: (text: string) => void,
): Promise<GrowthCurve[]> {
  const measured: GrowthCurve[] = [];
  for (const { name, shape, question, sizes } of curves) {
    say(`${name}: ${question} …`);
    const points: GrowthPoint[] = [];
    for (const size of sizes)
      points.push({ size, ...(await measure(ours, folder, { ...shape, [name]: size })) });
    measured.push({ name, question, points });
  }
  return measured;
}

/** One line a size. */
export const growthTable = ({ name, question, points }: GrowthCurve): string =>
  markdownTable([
    [name, `time a sample (${question})`, "GFLOP/s"],
    ...points.map(({ size, seconds, rate }) => [
      size.toLocaleString("en"),
      duration(seconds),
      rate.toPrecision(3),
    ]),
  ]);
