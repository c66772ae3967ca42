import type { Dataset } from "../data/dataset.ts";
import type { ModelFile } from "../model/model.ts";
import { inferShapes } from "../model/shapes.ts";
import type { NetworkBase, ShownLayer } from "../protocol/network.ts";
import { planeOver } from "./network-planes.ts";

/** Units of a layer, layers, and samples that are shown at most. */
const mostUnits = 12;
const mostLayers = 10;
const mostSamples = 64;

export interface DrawnNetwork {
  readonly base: NetworkBase;
  /** Indices of the shown inputs, and of each layer's shown units; none for a layer that is not shown. */
  readonly inputs: readonly number[];
  readonly units: readonly (readonly number[])[];
  /** Input vectors of the samples, and of the points of the plane, row-major as the network sees them. */
  readonly vectors: Float64Array;
  readonly planeVectors?: Float64Array;
}

/** What of a network is drawn. */
export function describeNetwork(dataset: Dataset, model: ModelFile): DrawnNetwork {
  const { inputWidth, inputElements, outputElements, x } = dataset;
  const { parameters, layers: shapes } = inferShapes(model, inputWidth);
  const inputs = evenly(inputWidth, mostUnits);
  const units = shapes.map(({ output }) => evenly(output, mostUnits));
  const isShown = (index: number) =>
    shapes.length <= mostLayers || index < mostLayers / 2 || index >= shapes.length - mostLayers / 2;
  const layers = model.network.layers.flatMap((layer, index): ShownLayer[] => {
    const { input = 0, output = 0, parameters = 0 } = shapes[index] ?? {};
    if (!isShown(index)) return [];
    const activation = "activation" in layer ? layer.activation.type : "identity";
    return [
      {
        index,
        type: layer.type,
        ...(activation === "identity" ? {} : { activation }),
        inputs: input,
        units: output,
        parameters,
        shown: units[index] ?? [],
        follows: index === 0 || isShown(index - 1),
      },
    ];
  });
  const samples = evenly(dataset.inputStart.length, mostSamples);
  const vectors = vectorsOf(dataset, samples);
  const plane = inputWidth === 2 && dataset.inputs.width === 2 ? planeOver(dataset) : undefined;
  const base: NetworkBase = {
    inputCount: inputWidth,
    inputs: inputs.map((input) => {
      const { name = "", offset = 0, scale = 1 } = inputElements[input] ?? {};
      const values = Float64Array.from(
        samples,
        (_, row) => (vectors[row * inputWidth + input] as number) * scale + offset,
      );
      return { name, values };
    }),
    layers,
    layerCount: shapes.length,
    parameters,
    outputs: (units.at(-1) ?? []).map((unit) => outputElements[unit]?.name ?? ""),
    samples: {
      xName: x.name,
      xIsDate: x.isDate,
      x: Float64Array.from(samples, (sample) => x.values[dataset.targetStart[sample] ?? 0] ?? 0),
      split: splitOf(dataset, samples),
    },
    ...(plane ? { plane: { from: plane.from, to: plane.to } } : {}),
  };
  return {
    base,
    inputs,
    units: units.map((each, index) => (isShown(index) ? each : [])),
    vectors,
    ...(plane ? { planeVectors: plane.vectors } : {}),
  };
}

/** At most `limit` of the numbers 0 to `count` − 1, evenly chosen, the first and the last among them. */
export function evenly(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: limit }, (_, k) => Math.round((k * (count - 1)) / (limit - 1)));
}

function vectorsOf({ inputs, inputStart, inputWidth }: Dataset, samples: readonly number[]): Float64Array {
  const vectors = new Float64Array(samples.length * inputWidth);
  for (const [row, sample] of samples.entries()) {
    const start = (inputStart[sample] ?? 0) * inputs.width;
    vectors.set(inputs.values.subarray(start, start + inputWidth), row * inputWidth);
  }
  return vectors;
}

function splitOf({ split, inputStart }: Dataset, samples: readonly number[]): Uint8Array {
  const parts = new Uint8Array(inputStart.length);
  for (const sample of split.validation) parts[sample] = 1;
  for (const sample of split.test) parts[sample] = 2;
  return Uint8Array.from(samples, (sample) => parts[sample] ?? 0);
}
