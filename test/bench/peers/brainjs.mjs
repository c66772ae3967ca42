// brain.js on the processor: one row at a time, one activation for all layers, the output's too, and weights of its
// own. Not the same algorithm: what is compared is the time of the same number of passes over the same data.
import brain from "brain.js";
import { answer, load } from "./workload.mjs";

const work = load();
const { widths, outputWidth } = work;
const isClassification = work.loss === "crossEntropy";
const activation = work.activations[0] === "tanh" ? "tanh" : isClassification ? "sigmoid" : "leaky-relu";

const data = Array.from({ length: work.rows }, (_, row) => {
  const output = new Array(outputWidth).fill(0);
  if (isClassification) output[work.targets[row]] = 1;
  else output[0] = work.targets[row];
  return {
    // Other arrays are taken for objects with keys, which is slower.
    input: Array.from(work.inputs.subarray(row * widths[0], (row + 1) * widths[0])),
    output,
  };
});

const options = {
  errorThresh: 1e-12,
  errorCheckInterval: 1e9,
  log: false,
  learningRate: work.learningRate,
  ...(work.optimizer === "adam" ? { praxis: "adam" } : { momentum: work.momentum }),
};

answer("brain.js 2.0.0-beta.24", {
  build: (rows) => ({
    net: new brain.NeuralNetwork({ hiddenLayers: widths.slice(1, -1), activation }),
    samples: data.slice(0, rows),
  }),
  train: ({ net, samples }, iterations) => net.train(samples, { ...options, iterations }),
  loss({ net, samples }) {
    const errors = samples.map(({ input, output }) =>
      net.run(input).reduce((sum, value, at) => sum + (value - output[at]) ** 2, 0),
    );
    return errors.reduce((sum, error) => sum + error, 0) / samples.length / outputWidth;
  },
});
