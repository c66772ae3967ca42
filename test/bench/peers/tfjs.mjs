// TensorFlow.js on its WebAssembly backend, through `model.fit`.

import { createRequire } from "node:module";
import { dirname } from "node:path";
import { answer, load, lossOf } from "./workload.mjs";

const require = createRequire(import.meta.url);
// It greets on the standard output, where the answers go.
console.log = console.info = console.warn = console.error;
const tf = require("@tensorflow/tfjs");
const wasm = require("@tensorflow/tfjs-backend-wasm");
wasm.setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`);
await tf.setBackend("wasm");
await tf.ready();

const work = load();
const { widths, layers, outputWidth } = work;
const isClassification = work.loss === "crossEntropy";
const inputs = tf.tensor2d(work.inputs, [work.rows, widths[0]]);
const targets = isClassification
  ? tf.oneHot(tf.tensor1d(Int32Array.from(work.targets), "int32"), outputWidth).toFloat()
  : tf.tensor2d(work.targets, [work.rows, 1]);
const optimizers = {
  adam: () => tf.train.adam(work.learningRate, 0.9, 0.999, 1e-8),
  sgd: () =>
    work.momentum ? tf.train.momentum(work.learningRate, work.momentum) : tf.train.sgd(work.learningRate),
};

function build(rows) {
  const network = tf.sequential();
  for (const [at, { units, activation }] of layers.entries()) {
    const shape = at === 0 ? { inputShape: [widths[0]] } : {};
    const name = activation === "identity" ? "linear" : activation;
    network.add(tf.layers.dense({ units, activation: name, ...shape }));
  }
  for (const [at, { inputs, units, kernel, bias }] of layers.entries())
    network.layers[at].setWeights([tf.tensor2d(kernel, [inputs, units]), tf.tensor1d(bias)]);
  network.compile({
    optimizer: optimizers[work.optimizer](),
    loss: isClassification ? "categoricalCrossentropy" : "meanSquaredError",
  });
  return {
    network,
    x: inputs.slice([0, 0], [rows, widths[0]]),
    y: targets.slice([0, 0], [rows, outputWidth]),
  };
}

answer(`TensorFlow.js ${tf.version.tfjs}, WebAssembly`, {
  build,
  train: ({ network, x, y }, epochs) =>
    network.fit(x, y, { epochs, batchSize: work.batchSize, shuffle: false, verbose: 0, yieldEvery: "never" }),
  loss({ network, x, y }, rows) {
    const loss = lossOf(work, network.predict(x).dataSync(), rows);
    tf.dispose([x, y]);
    network.dispose();
    return loss;
  },
});
