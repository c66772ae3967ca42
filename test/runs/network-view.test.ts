import { describe, expect, test } from "vitest";
import { Trainer } from "../../src/engine/trainer.ts";
import { planeSize } from "../../src/protocol/network.ts";
import { describeNetwork, evenly } from "../../src/runs/network-base.ts";
import { quantized } from "../../src/runs/network-planes.ts";
import { networkState } from "../../src/runs/network-view.ts";
import { dataset } from "../engine/dataset.ts";
import { modelFile } from "../engine/model.ts";

const inputs = Array.from({ length: 40 }, (_, row) => [Math.sin(row), Math.cos(2 * row)]);
const targets = inputs.map(([a = 0, b = 0]) => [3 * a - b, a * b]);
const data = dataset(inputs, targets);

const drawn = async (layers: object[], training: object = {}) => {
  const model = modelFile({ layers, loss: "mse" }, { precision: "float64", batchSize: 8, ...training });
  const trainer = await Trainer.create({ model, dataset: data, memoryLimit: 1e8 });
  trainer.stepBatch();
  return { trainer, network: describeNetwork(data, model) };
};

const stateOf = async (network: Awaited<ReturnType<typeof drawn>>["network"], trainer: Trainer) => {
  const state = await networkState(network, trainer, 1, async () => true);
  if (!state) throw new Error("It was not to stop.");
  return state;
};

const layers = [{ units: 20, activation: "relu" }, { type: "layerNorm" }, { units: 2 }];

describe("the state of a drawn network", () => {
  test("is that of its shown units, held against forward passes by hand", async () => {
    const { trainer, network } = await drawn(layers);
    const { base } = network;
    const state = await stateOf(network, trainer);
    expect(base.layers.map(({ shown, units, parameters }) => [shown.length, units, parameters])).toEqual([
      [12, 20, 60],
      [12, 20, 40],
      [2, 2, 42],
    ]);
    const tensor = (name: string) => trainer.weights().find((each) => each.name === name)?.data ?? [];
    const kernel = tensor("layers.0.kernel");
    const bias = tensor("layers.0.bias");
    const [hidden, norm, output] = state.layers;
    const shown = base.layers[0]?.shown ?? [];
    for (const [at, unit] of shown.entries()) {
      expect(hidden?.weights?.[at]).toBe(kernel[unit]);
      expect(hidden?.weights?.[shown.length + at]).toBe(kernel[20 + unit]);
      expect(hidden?.biases?.[at]).toBe(bias[unit]);
      let zeros = 0;
      for (const [row, [a = 0, b = 0]] of inputs.entries()) {
        const z = a * (kernel[unit] ?? 0) + b * (kernel[20 + unit] ?? 0) + (bias[unit] ?? 0);
        expect(hidden?.outputs[row * shown.length + at]).toBeCloseTo(Math.max(0, z), 12);
        if (z <= 0) zeros++;
      }
      expect(hidden?.dead?.[at]).toBeCloseTo(zeros / inputs.length, 12);
    }
    expect(norm?.weights).toBeUndefined();
    expect(output?.weights?.length).toBe(12 * 2);
    expect([...(output?.outputs ?? [])]).toEqual([...trainer.predict(Uint32Array.from(inputs.keys()))]);
    const gradient = trainer.gradients().find(({ name }) => name === "layers.2.kernel")?.data ?? [];
    const own = Array.from(gradient).filter((_, at) => at % 2 === 1);
    expect(output?.gradients?.[1]).toBeCloseTo(Math.hypot(...own), 12);
    trainer.dispose();
  });

  test("tells what units give over the plane of two inputs, its corners those of the data", async () => {
    const { trainer, network } = await drawn([{ units: 1 }, { units: 2 }]);
    const { plane } = network.base;
    expect(plane?.from[0]).toBeCloseTo(Math.min(...inputs.map(([a = 0]) => a)), 12);
    expect(plane?.to[1]).toBeCloseTo(Math.max(...inputs.map(([, b = 0]) => b)), 12);
    const planes = (await stateOf(network, trainer)).layers[1]?.planes;
    expect(planes?.values.length).toBe(2 * planeSize * planeSize);
    const first = network.planeVectors?.slice(0, 2) ?? new Float64Array(2);
    expect(first[0]).toBeLessThan(0);
    expect(first[1]).toBeGreaterThan(0);
    const [value = 0] = trainer.predictInputs(first);
    const [low = 0, high = 0] = [planes?.low[0], planes?.high[0]];
    expect(Math.abs(low + ((planes?.values[0] ?? 0) / 255) * (high - low) - value)).toBeLessThanOrEqual(
      (high - low) / 500,
    );
    trainer.dispose();
  });

  test("is there also where samples are trained one by one, without gradients", async () => {
    const { trainer, network } = await drawn([{ units: 3, activation: "tanh" }, { units: 2 }], {
      batchSize: 1,
    });
    const state = await stateOf(network, trainer);
    expect([...(state.layers[1]?.outputs ?? [])]).toEqual([
      ...trainer.predict(Uint32Array.from(inputs.keys())),
    ]);
    trainer.dispose();
  });
});

test("of a deep network the ends are drawn, with lines only where layers follow each other", () => {
  const deep = modelFile({ layers: [...Array(19).fill({ units: 2 }), { units: 2 }], loss: "mse" }, {});
  const { base, units } = describeNetwork(data, deep);
  expect(base.layers.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 15, 16, 17, 18, 19]);
  expect(base.layers.map(({ follows }) => follows).indexOf(false)).toBe(5);
  expect(units[9]).toEqual([]);
});

test("what is chosen of many is spread over all", () => {
  expect(evenly(3, 5)).toEqual([0, 1, 2]);
  expect(evenly(101, 3)).toEqual([0, 50, 100]);
});

test("a unit that gives the same everywhere is one shade", () => {
  const { low, high, values } = quantized(Float64Array.from([1, 5, 1, 7]), 2);
  expect([...low]).toEqual([1, 5]);
  expect([...high]).toEqual([1, 7]);
  expect([...values]).toEqual([0, 0, 0, 255]);
});
