// ConvNetJS: one row at a time in plain JavaScript. Its regression loss is half the squared error, its Adam corrects
// the bias another way, and it has no clip.
import convnet from "convnetjs";
import { answer, load, lossOf } from "./workload.mjs";

const work = load();
const isClassification = work.loss === "crossEntropy";

function definitions() {
  const list = [{ type: "input", out_sx: 1, out_sy: 1, out_depth: work.widths[0] }];
  for (const { units, activation } of work.layers) {
    if (activation === "softmax") list.push({ type: "softmax", num_classes: units });
    else if (activation !== "identity") list.push({ type: "fc", num_neurons: units, activation });
  }
  // A regression ends in a linear layer of its own; after a last tanh it is one more weight.
  if (!isClassification) list.push({ type: "regression", num_neurons: work.outputWidth });
  return list;
}

function build() {
  const net = new convnet.Net();
  net.makeLayers(definitions());
  const full = net.layers.filter(({ layer_type }) => layer_type === "fc");
  for (const [at, { filters, biases }] of full.entries()) {
    const layer = work.layers[at];
    for (const [unit, { w }] of filters.entries()) {
      for (let input = 0; input < w.length; input++)
        w[input] = layer ? layer.kernel[input * layer.units + unit] : 1;
      biases.w[unit] = layer ? layer.bias[unit] : 0;
    }
  }
  const adam = work.optimizer === "adam";
  const trainer = new convnet.Trainer(net, {
    batch_size: work.batchSize,
    l2_decay: 0,
    learning_rate: work.learningRate * (isClassification || adam ? 1 : 2),
    ...(adam
      ? { method: "adam", beta1: 0.9, beta2: 0.999, eps: 1e-8 }
      : { method: "sgd", momentum: work.momentum }),
  });
  return { net, trainer };
}

const volumes = Array.from({ length: work.rows }, (_, row) => {
  const volume = new convnet.Vol(1, 1, work.widths[0], 0);
  for (let at = 0; at < work.widths[0]; at++) volume.w[at] = work.inputs[row * work.widths[0] + at];
  return volume;
});
const targets = Array.from(work.targets, (target) => (isClassification ? target : [target]));

answer("ConvNetJS 0.3.0", {
  build,
  train({ trainer }, epochs, rows) {
    for (let epoch = 0; epoch < epochs; epoch++)
      for (let row = 0; row < rows; row++) trainer.train(volumes[row], targets[row]);
  },
  loss: ({ net }, rows) =>
    lossOf(
      work,
      volumes.slice(0, rows).flatMap((volume) => Array.from(net.forward(volume).w)),
      rows,
    ),
});
