/** A network that trains for minutes, a few hundred epochs a second, so that a test can act on it meanwhile. */
export const longRun = (title = "Long run"): string => `{
  "title": "${title}",
  "data": {
    "generate": { "x": { "from": 0, "to": 20, "count": 1000 }, "y": "sin(x) + 0.1 * normal()" },
    "targets": ["y"],
    "normalize": "standard",
    "split": { "validation": 0.2 }
  },
  "network": {
    "layers": [{ "units": 64, "activation": "tanh" }, { "units": 64, "activation": "tanh" }, { "units": 1 }],
    "loss": "mse"
  },
  "training": {
    "optimizer": { "type": "adam", "learningRate": 0.001 },
    "epochs": 1000000,
    "batchSize": 16,
    "seed": 3
  }
}
`;

/** A healthy run of a moment, but for what is put at its two places. */
export const shortRun = ({ learningRate = "0.01", layers = '{ "units": 1 }' } = {}): string => `{
  "data": {
    "generate": { "x": { "from": -1, "to": 1, "count": 64 }, "y": "2 * x + 0.5" },
    "targets": ["y"]
  },
  "network": {
    "layers": [${layers}],
    "loss": "mse"
  },
  "training": {
    "optimizer": { "type": "sgd", "learningRate": ${learningRate} },
    "epochs": 400
  }
}
`;

/** A classifier with every type of layer, an activation of one's own, several metrics, class weights and early stopping. */
export const manyLayers = (): string => `{
  "title": "Quadrants",
  "data": {
    "generate": {
      "a": { "uniform": [-1, 1], "count": 600 },
      "b": { "uniform": [-1, 1], "count": 600 },
      "kind": "a * b > 0.1 ? 1 : 0"
    },
    "split": { "validation": 0.25 }
  },
  "network": {
    "layers": [
      { "units": 24, "l2": 0.0001 },
      { "type": "batchNorm" },
      { "type": "activation", "activation": "gelu" },
      { "type": "dropout", "rate": 0.1 },
      { "units": 12, "activation": { "expression": "x > 0 ? x : exp(x) - 1" } },
      { "type": "layerNorm" },
      { "units": 2, "activation": "softmax" }
    ],
    "loss": "crossEntropy"
  },
  "training": {
    "optimizer": { "type": "adamw", "learningRate": 0.01 },
    "schedule": { "type": "cosine", "warmupEpochs": 3 },
    "epochs": 2000,
    "metrics": ["accuracy", "f1", "auc"],
    "classWeights": "balanced",
    "earlyStopping": { "patience": 20 }
  }
}
`;
