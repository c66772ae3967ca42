import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import { type Inside, type LayerInside, type Strip, stripBins } from "../../src/protocol/inside.ts";
import { formatPercent } from "../../webview/format.ts";
import {
  columnEdges,
  layerLines,
  layerStrips,
  layersNote,
  layerTitle,
  linesSummary,
  linesTable,
  quantile,
  stripsSummary,
  stripsTable,
  usedBins,
} from "../../webview/inside.ts";
import { lookOf } from "../../webview/layer-look.ts";
import { stripShades } from "../../webview/strip-shades.ts";

const strings = panelStrings();
const floats = (...values: number[]) => Float64Array.from(values);

/** A strip from −1 to 1; each column is given as shares by bin. */
const stripOf = (...columns: Readonly<Record<number, number>>[]): Strip => {
  const shares = new Uint8Array(columns.length * stripBins);
  for (const [column, bins] of columns.entries())
    for (const [bin, share] of Object.entries(bins))
      shares[column * stripBins + Number(bin)] = Math.round(255 * Math.sqrt(share));
  return { limit: 1, shares };
};

const none = floats(Number.NaN, Number.NaN);
const hidden: LayerInside = {
  layer: { index: 0, type: "dense", units: 16, activation: "relu" },
  curves: {
    gradientNorm: floats(2, 0),
    updateRatio: floats(0.1, 0.01),
    deadShare: floats(0, 0.5),
    saturatedShare: none,
  },
  weights: stripOf({ 64: 1 }, { 64: 0.5, 127: 0.5 }),
  activations: stripOf({ 64: 1 }, { 64: 1 }),
};
const dropout: LayerInside = {
  layer: { index: 1, type: "dropout", units: 16 },
  curves: { gradientNorm: none, updateRatio: none, deadShare: none, saturatedShare: none },
  activations: stripOf({ 0: 1 }, { 0: 1 }),
};
const inside: Inside = { layerCount: 5, epochs: floats(1.5, 3), layers: [hidden, dropout] };

test("a layer is named as in the file, from 1", () => {
  expect(layerTitle(hidden.layer)).toBe("1 dense 16 relu");
  expect(layerTitle(dropout.layer)).toBe("2 dropout 16");
});

describe("lines of layers", () => {
  test("are of those that have such a curve, and keep their layer's place", () => {
    const lines = layerLines(inside, "gradientNorm", false);
    expect(lines.map(({ label, position }) => [label, position])).toEqual([["1 dense 16 relu", 0]]);
    expect(lines[0]?.points).toEqual([
      { x: 1.5, y: 2 },
      { x: 3, y: 0 },
    ]);
    expect(layerLines(inside, "saturatedShare", false)).toEqual([]);
  });

  test("leave out on a logarithmic axis what it cannot show", () => {
    expect(layerLines(inside, "gradientNorm", true)[0]?.points).toEqual([{ x: 1.5, y: 2 }]);
  });

  test("are told in words and as a table", () => {
    const lines = layerLines(inside, "deadShare", false, (layer) => `Dead: ${layer}`);
    expect(linesSummary("Dead", lines, inside, strings)).toBe(
      "Dead at epoch 3. Dead: 1 dense 16 relu: 0.5000.",
    );
    expect(linesSummary("Dead", lines, inside, strings, formatPercent)).toContain("relu: 50.0 %.");
    expect(linesTable(lines, strings).rows).toEqual([
      ["Dead: 1 dense 16 relu", "0", "0", "0.5000", "0.5000"],
    ]);
  });

  test("of the first dozen layers no two look alike", () => {
    const looks = Array.from({ length: 12 }, (_, position) => JSON.stringify(lookOf(position)));
    expect(new Set(looks).size).toBe(12);
  });
});

describe("strips", () => {
  test("are those that a layer has", () => {
    expect(layerStrips(inside, "weights").map(({ label }) => label)).toEqual(["1 dense 16 relu"]);
    expect(layerStrips(inside, "activations").length).toBe(2);
  });

  test("are cut to the bins that hold something", () => {
    expect(usedBins(stripOf({ 64: 1 }, { 64: 0.5, 127: 0.5 }))).toEqual([64, 128]);
    expect(usedBins(stripOf({ 10: 1 }))).toEqual([10, 11]);
    expect(usedBins(stripOf({}))).toEqual([64, 65]);
  });

  test("tell quantiles as exactly as their bins are", () => {
    const even = stripOf(
      Object.fromEntries(Array.from({ length: stripBins }, (_, bin) => [bin, 1 / stripBins])),
    );
    expect(quantile(even, 0, 0.5)).toBeCloseTo(0, 6);
    expect(quantile(even, 0, 0.95)).toBeCloseTo(0.9, 6);
    expect(quantile(stripOf({}), 0, 0.5)).toBeNaN();
  });

  test("are told in words and as a table, by their last column", () => {
    const strips = layerStrips(inside, "activations");
    expect(stripsSummary("Activations", strips, inside, strings)).toContain("2 dropout 16: -0.999 to -0.985");
    expect(stripsTable(strips, strings).rows[0]).toEqual(["1 dense 16 relu", "7.81e-4", "0.00781", "0.0148"]);
  });

  test("are shaded by column, the largest values above", () => {
    const { columns, rows, alpha } = stripShades(stripOf({ 64: 1 }, { 64: 0.25, 65: 0.75 }), [64, 66], 8);
    expect([columns, rows]).toEqual([2, 2]);
    expect([...alpha]).toEqual([0, 255, 255, Math.round((255 * 128) / 221)]);
  });

  test("are shaded with neighbours merged where there is no room for all", () => {
    const strip = stripOf({ 64: 0.5, 65: 0.25, 66: 0.25 });
    const { rows, bins, alpha } = stripShades(strip, [64, 67], 2);
    expect([rows, bins]).toEqual([2, [63, 67]]);
    expect(Math.abs((alpha[0] ?? 0) - (alpha[1] ?? 0))).toBeLessThan(3);
  });

  test("have columns that end at their last look and begin where the one before ends", () => {
    expect([...columnEdges(floats(1, 2, 4))]).toEqual([0, 1, 2, 4]);
    expect([...columnEdges(floats(500.5, 501))]).toEqual([500, 500.5, 501]);
    expect([...columnEdges(floats(0.25))]).toEqual([0, 0.25]);
  });
});

test("of a deep network it is said how many layers are shown", () => {
  expect(layersNote(inside, strings)).toBe("2 of 5 layers are shown.");
  expect(layersNote({ ...inside, layerCount: 2 }, strings)).toBe("");
});
