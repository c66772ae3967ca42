import type { Finding } from "../../src/protocol/finding.ts";
import type { History } from "../../src/protocol/history.ts";
import type { PredictionBase } from "../../src/protocol/prediction.ts";
import type { RunSnapshot } from "../../src/protocol/run.ts";

const floats = (values: readonly number[]) => Float64Array.from(values);

/** A history whose loss is `losses`, one epoch a point. */
export function historyOf(losses: readonly number[], validation?: readonly number[]): History {
  const points = (values: readonly number[]) => ({
    min: floats(values),
    max: floats(values),
    last: floats(values),
  });
  return {
    span: 1,
    epochs: floats(losses.map((_, index) => index + 1)),
    curves: { loss: points(losses), ...(validation && { validationLoss: points(validation) }) },
    tail: { epochs: floats([]), curves: {} },
  };
}

export const baseOf = (change: Partial<PredictionBase> = {}): PredictionBase => ({
  pictures: ["series", "scatter"],
  xName: "x",
  xIsDate: false,
  x: floats([1, 2, 3, 4]),
  split: Uint8Array.from([0, 0, 1, 1]),
  outputs: [{ name: "y", actual: floats([10, 20, 30, 40]), column: 0, step: 0 }],
  samples: { train: 2, validation: 2, test: 0 },
  ...change,
});

export const runOf = (change: Partial<RunSnapshot> = {}): RunSnapshot => ({
  id: "a",
  title: "",
  fileName: "line.nn.json",
  uri: "file:///line.nn.json",
  progress: {
    status: "training",
    epoch: 2,
    epochs: 10,
    seconds: 1,
    epochsPerSecond: 2,
    samplesPerSecond: 20,
  },
  history: historyOf([3, 2]),
  findings: [],
  changed: false,
  ...change,
});

export const findingOf = (change: Partial<Finding> = {}): Finding => ({
  rule: "loss-diverging",
  severity: "warning",
  primary: false,
  path: ["training"],
  message: "",
  fixes: [],
  ...change,
});
