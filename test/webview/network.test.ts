import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import type { NetworkBase, NetworkState } from "../../src/protocol/network.ts";
import {
  columnHead,
  largest,
  networkSummary,
  networkTable,
  outputOf,
  sampleNames,
  strength,
  unitFacts,
  unitName,
  weightsOf,
} from "../../webview/network.ts";
import { layoutOf, neighbour, nodeAt } from "../../webview/network-layout.ts";

const strings = panelStrings();
const floats = (...values: number[]) => Float64Array.from(values);

const base: NetworkBase = {
  inputCount: 1,
  inputs: [{ name: "t", values: floats(10, 20) }],
  layers: [
    {
      index: 0,
      type: "dense",
      activation: "relu",
      inputs: 1,
      units: 30,
      parameters: 60,
      shown: [0, 29],
      follows: true,
    },
    { index: 1, type: "dense", inputs: 30, units: 1, parameters: 31, shown: [0], follows: true },
  ],
  layerCount: 2,
  parameters: 91,
  outputs: ["y"],
  samples: { xName: "row", xIsDate: false, x: floats(0, 7), split: Uint8Array.from([0, 1]) },
};
const state: NetworkState = {
  epoch: 5,
  layers: [
    { outputs: floats(1, 2, 3, 4), weights: floats(-1, 0.5), biases: floats(0, 0.25), dead: floats(0, 0.5) },
    { outputs: floats(6, 7), weights: floats(2, 3), biases: floats(1), gradients: floats(0.125) },
  ],
};
const seen = { base, state, sample: 1 };

describe("a unit", () => {
  test("gives for the sample what its place in the outputs says", () => {
    expect(outputOf(seen, { column: 0, row: 0 })).toBe(20);
    expect(outputOf(seen, { column: 1, row: 1 })).toBe(4);
    expect(outputOf({ ...seen, sample: 0 }, { column: 2, row: 0 })).toBe(6);
  });

  test("has the weights of its column", () => {
    expect(weightsOf(seen, { column: 1, row: 1 })).toEqual([0.5]);
    expect(weightsOf(seen, { column: 2, row: 0 })).toEqual([2, 3]);
    expect(weightsOf(seen, { column: 0, row: 0 })).toEqual([]);
  });

  test("is named by its number in the file's layer, an output by its own name too", () => {
    expect(unitName(seen, { column: 0, row: 0 }, strings)).toBe("t");
    expect(unitName(seen, { column: 1, row: 1 }, strings)).toBe("Unit 30 of 1 dense 30 relu");
    expect(unitName(seen, { column: 2, row: 0 }, strings)).toBe("Unit 1 of 2 dense 1: y");
  });

  test("is told with all that it has, and nothing that it has not", () => {
    expect(unitFacts(seen, { column: 1, row: 1 }, strings)).toEqual([
      ["Gives", "4"],
      ["Weight from t", "0.5000"],
      ["Bias", "0.2500"],
      ["Dead for", "50.0 %"],
    ]);
    expect(unitFacts(seen, { column: 2, row: 0 }, strings)).toEqual([
      ["Gives", "7"],
      ["Weight from 1", "2"],
      ["Weight from 30", "3"],
      ["Bias", "1"],
      ["Gradient norm", "0.1250"],
    ]);
  });
});

test("columns, samples, summary and table", () => {
  expect(columnHead(seen, 0, strings)).toEqual(["Inputs", "1"]);
  expect(columnHead(seen, 1, strings)).toEqual(["1 dense 30 relu", "1 → 30, 60 parameters"]);
  expect(sampleNames(base, strings)).toEqual(["Row 0, Training", "Row 7, Validation"]);
  expect(networkSummary(seen, strings)).toBe(
    "Network with 1 inputs, then 1 dense 30 relu, 2 dense 1; 91 parameters. At epoch 5 it gives for the sample: y 7.",
  );
  expect(networkTable(seen, strings).rows.map(([name, value]) => [name, value])).toEqual([
    ["t", "20"],
    ["Unit 1 of 1 dense 30 relu", "3"],
    ["Unit 30 of 1 dense 30 relu", "4"],
    ["Unit 1 of 2 dense 1: y", "7"],
  ]);
});

describe("the drawing", () => {
  const layout = layoutOf(base, 300);

  test("has a column each, centred on each other, within its width", () => {
    expect(layout.nodes.map((column) => column.map(({ x }) => x))).toEqual([[50], [150, 150], [250]]);
    const [[input] = [], [upper, lower] = []] = layout.nodes;
    expect(input?.y).toBe(((upper?.y ?? 0) + (lower?.y ?? 0)) / 2);
    expect(layout.height).toBeGreaterThan((lower?.y ?? 0) + layout.side / 2);
  });

  test("knows the unit under the pointer", () => {
    const unit = layout.nodes[1]?.[1];
    expect(unit && nodeAt(layout, unit.x + 2, unit.y - 2)).toBe(unit);
    expect(nodeAt(layout, 100, 10)).toBeUndefined();
  });

  test("is walked with the arrow keys, and never left", () => {
    const [[input] = [], [upper, lower] = [], [output] = []] = layout.nodes;
    expect(neighbour(layout, undefined, "ArrowRight")).toBe(input);
    expect(neighbour(layout, input, "ArrowRight")).toBe(upper);
    expect(neighbour(layout, upper, "ArrowDown")).toBe(lower);
    expect(neighbour(layout, lower, "ArrowDown")).toBe(lower);
    expect(neighbour(layout, lower, "ArrowRight")).toBe(output);
    expect(neighbour(layout, output, "ArrowRight")).toBe(output);
    expect(neighbour(layout, output, "Enter")).toBeUndefined();
  });

  test("is coloured by size beside the largest that is finite", () => {
    expect(largest([1, -4, Number.NaN, Number.POSITIVE_INFINITY])).toBe(4);
    expect([strength(-2, 4), strength(9, 4), strength(Number.NaN, 4), strength(1, 0)]).toEqual([
      0.5, 1, 0, 0,
    ]);
  });
});
