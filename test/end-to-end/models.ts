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
