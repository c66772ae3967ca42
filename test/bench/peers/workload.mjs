// Reads a workload, and answers each line of work with the seconds it took and the loss after it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The workload, with `inputs` `[rows, widths[0]]`, `targets` and per layer `kernel` `[inputs, units]` and `bias`. */
export function load() {
  const [folder, name] = process.argv.slice(2);
  const workload = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  const { buffer } = new Uint8Array(readFileSync(join(folder, `${name}.bin`)));
  const values = workload.precision === "float64" ? new Float64Array(buffer) : new Float32Array(buffer);
  let at = 0;
  const take = (length) => {
    at += length;
    return values.subarray(at - length, at);
  };
  const { widths, rows } = workload;
  const inputs = take(rows * widths[0]);
  const targets = take(rows);
  const layers = widths.slice(1).map((units, layer) => ({
    inputs: widths[layer],
    units,
    activation: workload.activations[layer],
    kernel: take(widths[layer] * units),
    bias: take(units),
  }));
  return { ...workload, inputs, targets, layers, outputWidth: widths.at(-1) };
}

/** Mean loss over `rows` rows of `outputs`, row-major; probabilities for crossEntropy. */
export function lossOf({ loss, targets, outputWidth }, outputs, rows) {
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const at = row * outputWidth;
    if (loss === "mse") sum += (outputs[at] - targets[row]) ** 2;
    else sum -= Math.log(Math.max(outputs[at + targets[row]], 1e-30));
  }
  return sum / rows;
}

/** `build()` gives a network with the first weights; `train(network, epochs, rows)` alone is timed. */
export async function answer(program, { build, train, loss }) {
  const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  say({ program });
  for await (const line of createInterface({ input: process.stdin })) {
    const { epochs, rows } = JSON.parse(line);
    const network = build(rows);
    const start = performance.now();
    await train(network, epochs, rows);
    const seconds = (performance.now() - start) / 1000;
    say({ seconds, loss: loss(network, rows) });
  }
}
