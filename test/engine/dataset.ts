import type { Dataset, VectorElement } from "../../src/data/dataset.ts";

interface Options {
  /** Number of samples at the end that are the validation split. */
  readonly validation?: number;
  /** Of the outputs. */
  readonly scale?: number;
  readonly precision?: "float32" | "float64";
  /** Of each sample in the loss. */
  readonly weights?: readonly number[];
}

/** A data set from row vectors, without a file. */
export function dataset(
  inputs: readonly number[][],
  targets: readonly number[][],
  options: Options = {},
): Dataset {
  const inputWidth = inputs[0]?.length ?? 0;
  const outputWidth = targets[0]?.length ?? 0;
  const rows = Uint32Array.from(inputs, (_, row) => row);
  const values = (table: readonly number[][]) => Float64Array.from(table.flat());
  const elements = (width: number, name: string, scale: number): VectorElement[] =>
    Array.from({ length: width }, (_, at) => ({ name: `${name}${at}`, offset: 0, scale }));
  const train = inputs.length - (options.validation ?? 0);
  return {
    inputs: { values: values(inputs), width: inputWidth },
    targets: { values: values(targets), width: outputWidth },
    inputWidth,
    outputWidth,
    inputStart: rows,
    targetStart: rows.slice(),
    split: { train: rows.slice(0, train), validation: rows.slice(train), test: rows.slice(0, 0) },
    ...(options.weights ? { sampleWeights: Float64Array.from(options.weights) } : {}),
    inputElements: elements(inputWidth, "x", 1),
    outputElements: elements(outputWidth, "y", options.scale ?? 1),
    x: { name: "row", values: Float64Array.from(rows), isDate: false },
    statistics: {
      rows: inputs.length,
      dropped: 0,
      samples: { train, validation: inputs.length - train, test: 0 },
      inputs: [],
      targets: [],
      inputWidth,
      outputWidth,
      windowed: false,
      baselines: { constantLoss: 1 },
    },
  };
}
