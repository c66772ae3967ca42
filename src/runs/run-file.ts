import { z } from "zod";

/*
 * run.json: what a saved run is, apart from its weights. Together with model.nn.json and weights.safetensors it
 * holds all that exporting, predicting and resuming need, without the data.
 */

/** Numbers that are not finite stand as strings. */
const number = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const count = z.int().nonnegative();
const metrics = z.record(z.string(), number);
const sampleCounts = z.object({ train: count, validation: count, test: count });

const figures = z.object({
  loss: number,
  validationLoss: number.optional(),
  penalty: number.optional(),
  metrics,
  validationMetrics: metrics.optional(),
  learningRate: number,
});

/** One element of an input or output vector: the network sees (value − offset) / scale. */
const element = z.object({ name: z.string(), offset: number, scale: number });

/** One column of the data, in its own units, as the training split shows it. */
const column = z.object({
  name: z.string(),
  kind: z.enum(["number", "class", "date"]),
  mean: number,
  deviation: number,
  min: number,
  max: number,
  offset: number,
  scale: number,
});

const finding = z.looseObject({
  rule: z.string(),
  severity: z.enum(["error", "warning", "hint"]),
  primary: z.boolean(),
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
});

export const runFileSchema = z.object({
  format: z.literal("backprop-run"),
  version: z.literal(1),
  /** Version of the program that wrote it. */
  program: z.string(),
  title: z.string().optional(),
  /** The model file, relative to the run's folder, with `/`. */
  modelFile: z.string(),
  /** ISO 8601, UTC. */
  started: z.string(),
  /** `training` where the program ended before the run did. */
  status: z.enum(["training", "completed", "stopped", "diverged", "failed"]),
  /** Why it failed. */
  message: z.string().optional(),
  /** Whole epochs done, of `epochs`, and batches done in the epoch after them. */
  epoch: count,
  batch: count,
  epochs: count,
  /** Time spent training, without pauses. */
  seconds: number,
  parameters: count,
  precision: z.enum(["float32", "float64"]),
  seed: z.int(),
  batchSize: count,
  optimizer: z.string(),
  loss: z.string(),
  /** One per layer, `units` being the values that it gives, with the activation's parameters beside its `type`. */
  layers: z.array(
    z.object({
      type: z.string(),
      inputs: count,
      units: count,
      bias: z.boolean().optional(),
      activation: z.looseObject({ type: z.string() }).optional(),
      rate: number.optional(),
    }),
  ),
  data: z.object({
    /** Of the values, so that a change of the data is noticed. */
    fingerprint: z.string(),
    rows: count,
    samples: sampleCounts,
    windowed: z.boolean(),
    x: z.object({ name: z.string(), isDate: z.boolean() }),
    /** Elements of the input and of the output vector. */
    inputs: z.array(element),
    outputs: z.array(element),
    /** Source columns. */
    inputColumns: z.array(column),
    targetColumns: z.array(column),
    /** Of class targets, sorted. */
    labels: z.array(z.union([z.string(), z.number()])).optional(),
  }),
  figures: figures.optional(),
  /** The epoch whose figures and weights these are, where early stopping kept them. */
  bestEpoch: count.optional(),
  /** Those of the best epoch of a run that diverged after it, and so has not its weights. */
  bestFigures: figures.optional(),
  testLoss: number.optional(),
  testMetrics: metrics.optional(),
  findings: z.array(finding),
});

export type RunFile = z.output<typeof runFileSchema>;

export const fileNames = {
  model: "model.nn.json",
  run: "run.json",
  history: "history.jsonl",
  weights: "weights.safetensors",
  state: "state.safetensors",
} as const;
export type RunFileName = (typeof fileNames)[keyof typeof fileNames];

/** Reads the text of `run.json`; throws an `Error` that names the first wrong key. */
export function readRunFile(text: string): RunFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("run.json is not JSON");
  }
  const result = runFileSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`run.json: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}
