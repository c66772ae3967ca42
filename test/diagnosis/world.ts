import { Diagnosis } from "../../src/diagnosis/live.ts";
import type { RunProgress } from "../../src/diagnosis/rule.ts";
import { type ModelFile, modelSchema } from "../../src/model/model.ts";
import type { Finding, RuleName } from "../../src/protocol/finding.ts";
import type { History } from "../../src/protocol/history.ts";
import type { Signals } from "../../src/protocol/signals.ts";
import type { ColumnStatistics, DataStatistics } from "../../src/protocol/statistics.ts";

export const column = (changes: Partial<ColumnStatistics> = {}): ColumnStatistics => ({
  name: "y",
  kind: "number",
  mean: 0,
  deviation: 1,
  min: -2,
  max: 2,
  offset: 0,
  scale: 1,
  missing: 0,
  ...changes,
});

export const statistics = (changes: Partial<DataStatistics> = {}): DataStatistics => ({
  rows: 100,
  dropped: 0,
  samples: { train: 100, validation: 0, test: 0 },
  inputs: [column({ name: "x" })],
  targets: [column()],
  inputWidth: 1,
  outputWidth: 1,
  windowed: false,
  baselines: { constantLoss: 1 },
  ...changes,
});

interface Parts {
  data?: object;
  layers?: object[];
  loss?: string;
  training?: object;
}

export const model = ({ data, layers, loss, training }: Parts = {}): ModelFile =>
  modelSchema.parse({
    data: { values: { x: [1], y: [1] }, ...data },
    network: { layers: layers ?? [{ units: 1 }], loss: loss ?? "mse" },
    training: { optimizer: { type: "sgd", learningRate: 10 }, epochs: 100, ...training },
  });

/** The history of a run whose epochs had these losses. */
export function history(loss: readonly number[], validationLoss?: readonly number[]): History {
  const epochs = Float64Array.from(loss, (_, index) => index + 1);
  const points = (values: readonly number[]) => {
    const array = Float64Array.from(values);
    return { min: array, max: array, last: array };
  };
  const tail = (values: readonly number[]) => Float64Array.from(values).subarray(-256);
  return {
    span: 1,
    epochs,
    curves: { loss: points(loss), ...(validationLoss ? { validationLoss: points(validationLoss) } : {}) },
    tail: {
      epochs: epochs.subarray(-256),
      curves: { loss: tail(loss), ...(validationLoss ? { validationLoss: tail(validationLoss) } : {}) },
    },
  };
}

export const curve = (epochs: number, at: (epoch: number) => number): number[] =>
  Array.from({ length: epochs }, (_, index) => at(index + 1));

interface Run {
  model?: ModelFile;
  statistics?: DataStatistics;
  loss: readonly number[];
  validationLoss?: readonly number[];
  signals?: Signals;
  progress?: Partial<RunProgress>;
}

export function begin(run: Run): { diagnosis: Diagnosis; observe: () => Finding[] } {
  const diagnosis = new Diagnosis(run.model ?? model(), run.statistics ?? statistics());
  const epoch = run.loss.length;
  const progress: RunProgress = { epoch, epochs: epoch, ended: "completed", ...run.progress };
  return {
    diagnosis,
    observe: () => diagnosis.observe(history(run.loss, run.validationLoss), run.signals ?? {}, progress),
  };
}

export const observe = (run: Run): Finding[] => begin(run).observe();

export const severityOf = (findings: readonly Finding[], rule: RuleName): string | undefined =>
  findings.find((finding) => finding.rule === rule)?.severity;

export const primaryOf = (findings: readonly Finding[]): RuleName | undefined => {
  const [first, ...more] = findings.filter(({ primary }) => primary);
  if (more.length > 0) throw new Error("more than one primary finding");
  return first?.rule;
};
