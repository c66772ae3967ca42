import type { Machine } from "./machine.ts";
import type { Tensor } from "./tensor.ts";

const keptName = "keptOutputs";

/** Outputs of the training pass so far, where a metric wants them: the pass goes on with them. */
export function keptTensors({ passes: { train }, kept, width }: Machine): Tensor[] {
  if (!kept || train.position === 0) return [];
  const data = Float64Array.from(kept.train.subarray(0, train.position * width));
  return [{ name: keptName, dtype: "F64", shape: [train.position, width], data }];
}

/** Puts them back; those of a pass that did not keep them are unknown, and its metrics with them. */
export function restoreKept(
  { passes: { train }, kept, width }: Machine,
  named: ReadonlyMap<string, Tensor>,
): void {
  const data = named.get(keptName)?.data;
  const done = train.position * width;
  if (data?.length === done) kept?.train.set(data);
  else kept?.train.fill(Number.NaN, 0, done);
}
