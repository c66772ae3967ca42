import { toJson } from "../runs/json.ts";
import type { SavedRun } from "../runs/store.ts";

type SavedLayer = SavedRun["file"]["layers"][number];

/** The trained network as one JSON object that any program can use, as `export --format json` prints it. */
export function exportJson({ file, weights }: SavedRun): string {
  const { inputs, outputs, labels } = file.data;
  return toJson({
    format: "backprop-network",
    version: 1,
    ...(file.title === undefined ? {} : { title: file.title }),
    inputs: vector(inputs),
    outputs: labels ? { columns: outputs.map(({ name }) => name), labels } : vector(outputs),
    layers: file.layers.map((layer, index) => exportLayer(layer, index, weights)),
  });
}

function exportLayer(layer: SavedLayer, index: number, weights: SavedRun["weights"]): object {
  const { type, inputs, units, activation, rate } = layer;
  const find = (name: string) => weights.find((tensor) => tensor.name === `layers.${index}.${name}`);
  const numbers = (name: string, count: number) => {
    const tensor = find(name);
    if (tensor?.data.length !== count)
      throw new Error(`weights.safetensors lacks the ${name} of layer ${index + 1}`);
    return tensor.data;
  };
  const vectors = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, Array.from(numbers(name, units))]));
  const named = activation && asWritten(activation);
  switch (type) {
    case "dense": {
      const kernel = numbers("kernel", inputs * units);
      const rows = Array.from({ length: inputs }, (_, row) =>
        Array.from(kernel.subarray(row * units, (row + 1) * units)),
      );
      // A layer without a bias adds nothing, so that a reader need not know of the choice.
      const bias = find("bias")?.data ?? new Float64Array(units);
      return { type, activation: named, kernel: rows, bias: Array.from(bias) };
    }
    case "dropout":
      return { type, rate };
    case "batchNorm":
      return { type, epsilon: 1e-5, ...vectors("gamma", "beta", "runningMean", "runningVariance") };
    case "layerNorm":
      return { type, epsilon: 1e-5, ...vectors("gamma", "beta") };
    default:
      return { type, activation: named };
  }
}

const vector = (elements: SavedRun["file"]["data"]["inputs"]) => ({
  columns: elements.map(({ name }) => name),
  offset: elements.map(({ offset }) => offset),
  scale: elements.map(({ scale }) => scale),
});

/** An activation as a model file has it: its name, or an object where it has parameters. */
function asWritten({ type, ...parameters }: NonNullable<SavedLayer["activation"]>): unknown {
  if (type === "expression") return parameters;
  return Object.keys(parameters).length === 0 ? type : { type, ...parameters };
}
