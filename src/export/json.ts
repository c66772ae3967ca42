import { toJson } from "../runs/json.ts";
import type { SavedRun } from "../runs/store.ts";

/** The trained network as one JSON object that any program can use, as `export --format json` prints it. */
export function exportJson({ file, weights }: SavedRun): string {
  const tensor = (name: string) => weights.find((candidate) => candidate.name === name);
  const { inputs, outputs, labels } = file.data;
  return toJson({
    format: "backprop-network",
    version: 1,
    ...(file.title === undefined ? {} : { title: file.title }),
    inputs: vector(inputs),
    outputs: labels ? { columns: outputs.map(({ name }) => name), labels } : vector(outputs),
    layers: file.layers.map(({ type, inputs: rows, units, activation }, index) => {
      const kernel = tensor(`layers.${index}.kernel`);
      if (!kernel || kernel.data.length !== rows * units)
        throw new Error(`weights.safetensors lacks the kernel of layer ${index + 1}`);
      const bias = tensor(`layers.${index}.bias`);
      return {
        type,
        activation: Object.keys(activation).length === 1 ? activation.type : activation,
        kernel: Array.from({ length: rows }, (_, row) =>
          Array.from(kernel.data.subarray(row * units, (row + 1) * units)),
        ),
        // A layer without a bias adds nothing, so that a reader need not know of the choice.
        bias: bias ? Array.from(bias.data) : new Array<number>(units).fill(0),
      };
    }),
  });
}

const vector = (elements: SavedRun["file"]["data"]["inputs"]) => ({
  columns: elements.map(({ name }) => name),
  offset: elements.map(({ offset }) => offset),
  scale: elements.map(({ scale }) => scale),
});
