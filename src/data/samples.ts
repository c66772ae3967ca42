import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import type { JsonPath } from "../protocol/json.ts";
import type { Dataset } from "./dataset.ts";
import { DataError } from "./error.ts";
import { checkMemory } from "./memory.ts";
import { stream } from "./random.ts";

/** Bytes a sample, for where it starts and its split. */
export const sampleBytes = 16;
/** Bytes a row, for whether training touches it. */
export const markBytes = 5;

export interface Samples {
  /** First row of each sample's inputs, and of its targets. */
  readonly inputStart: Uint32Array<ArrayBuffer>;
  readonly targetStart: Uint32Array<ArrayBuffer>;
  readonly split: Dataset["split"];
  /** Of each row: 1 where an input or target of a training sample lies in it, else 0. */
  readonly touched: Uint8Array;
}

/**
 * Makes the samples (windows first, one a row without), then splits them. Throws a `DataError` where there is
 * nothing to make them of, or none is left to train on.
 */
export function makeSamples(
  model: ModelFile,
  rows: number,
  sourcePath: JsonPath,
  memoryLimit: number,
): Samples {
  const { window } = model.data;
  const { size, horizon, stride } = window ?? { size: 0, horizon: 1, stride: 1 };
  const span = size + horizon;
  if (span > rows)
    throw new DataError(
      ["data", "window", size >= horizon ? "size" : "horizon"],
      l10n.t(
        "A window of {0} rows and a horizon of {1} need at least {2} rows, and the data has {3}.",
        size,
        horizon,
        span,
        rows,
      ),
    );
  const count = Math.floor((rows - span) / stride) + 1;
  checkMemory(count * sampleBytes + rows * markBytes, memoryLimit, sourcePath, l10n.t("{0} samples", count));
  const inputStart = new Uint32Array(count);
  for (let sample = 0; sample < count; sample++) inputStart[sample] = sample * stride;
  const targetStart = window ? inputStart.map((start) => start + size) : inputStart;
  const parts = splitSamples(model, count);
  return { inputStart, targetStart, split: parts, touched: touchedRows(parts.train, inputStart, span, rows) };
}

function splitSamples({ data, training }: ModelFile, count: number): Dataset["split"] {
  // Math.round takes a half up.
  const validationCount = Math.round(count * data.split.validation);
  const testCount = Math.round(count * data.split.test);
  const trainCount = count - validationCount - testCount;
  if (trainCount <= 0)
    throw new DataError(
      ["data", "split"],
      l10n.t(
        "Nothing is left to train on: of {0} samples {1} are for validation and {2} for testing.",
        count,
        validationCount,
        testCount,
      ),
    );
  const order = new Uint32Array(count);
  for (let sample = 0; sample < count; sample++) order[sample] = sample;
  const shuffled = (data.split.order ?? (data.window ? "sequential" : "shuffled")) === "shuffled";
  if (shuffled) stream(training.seed, "split").shuffle(order);
  // In the order of the data, which a sort would take longer to find.
  const split = new Uint8Array(count);
  for (let at = trainCount; at < count; at++)
    split[order[at] as number] = at < trainCount + validationCount ? 1 : 2;
  return {
    train: samplesOf(split, 0, trainCount),
    validation: samplesOf(split, 1, validationCount),
    test: samplesOf(split, 2, testCount),
  };
}

function samplesOf(split: Uint8Array, part: number, count: number): Uint32Array<ArrayBuffer> {
  const samples = new Uint32Array(count);
  for (let sample = 0, at = 0; at < count; sample++) if (split[sample] === part) samples[at++] = sample;
  return samples;
}

/** Adds up where windows begin and end, so that the work does not grow with the window. */
function touchedRows(train: Uint32Array, starts: Uint32Array, span: number, rows: number): Uint8Array {
  const changes = new Int32Array(rows + 1);
  for (const sample of train) {
    const start = starts[sample] as number;
    changes[start] = (changes[start] as number) + 1;
    changes[start + span] = (changes[start + span] as number) - 1;
  }
  const touched = new Uint8Array(rows);
  let open = 0;
  for (let row = 0; row < rows; row++) {
    open += changes[row] as number;
    touched[row] = open > 0 ? 1 : 0;
  }
  return touched;
}
