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
    data: data && "generate" in data ? data : { values: { x: [1], y: [1] }, ...data },
    network: { layers: layers ?? [{ units: 1 }], loss: loss ?? "mse" },
    training: { optimizer: { type: "sgd", learningRate: 10 }, epochs: 100, ...training },
  });

/** The history of a run whose epochs had these losses. */
export function history(
  loss: readonly number[],
  others: Readonly<Record<string, readonly number[]>> = {},
): History {
  const epochs = Float64Array.from(loss, (_, index) => index + 1);
  const points = (values: readonly number[]) => {
    const array = Float64Array.from(values);
    return { min: array, max: array, last: array };
  };
  const tail = (values: readonly number[]) => Float64Array.from(values).subarray(-256);
  const curves = Object.entries({ loss, ...others });
  return {
    span: 1,
    epochs,
    curves: Object.fromEntries(curves.map(([name, values]) => [name, points(values)])),
    tail: {
      epochs: epochs.subarray(-256),
      curves: Object.fromEntries(curves.map(([name, values]) => [name, tail(values)])),
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
  /** Other curves of the run, such as `metrics.accuracy`. */
  curves?: Readonly<Record<string, readonly number[]>>;
  signals?: Signals;
  progress?: Partial<Omit<RunProgress, "ended">> & { ended?: RunProgress["ended"] | undefined };
}

export function begin(run: Run): { diagnosis: Diagnosis; observe: () => Finding[] } {
  const diagnosis = new Diagnosis(run.model ?? model(), run.statistics ?? statistics());
  const epoch = run.loss.length;
  const { ended = "completed", ...rest } = run.progress ?? {};
  const isOver = !(run.progress && "ended" in run.progress && run.progress.ended === undefined);
  const progress: RunProgress = { epoch, epochs: epoch, ...(isOver && { ended }), ...rest };
  const { validationLoss } = run;
  const others = { ...(validationLoss && { validationLoss }), ...run.curves };
  return {
    diagnosis,
    observe: () => diagnosis.observe(history(run.loss, others), run.signals ?? {}, progress),
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
