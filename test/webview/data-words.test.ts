import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import type { DataPreview, PreviewColumn } from "../../src/protocol/data-preview.ts";
import {
  barOf,
  columnFigures,
  columnSummary,
  correlationNote,
  dataFacts,
  formatCoefficient,
  histogramEnds,
  sampleRows,
} from "../../webview/data-words.ts";

const strings = panelStrings();
const dayLength = 86_400_000;

const heat: PreviewColumn = {
  name: "heat",
  role: "input",
  kind: "number",
  min: -3,
  max: 12.5,
  mean: 4.123456,
  deviation: 1.5,
  missing: 0,
  offset: 4.123456,
  scale: 1.5,
  histogram: { from: -3, to: 13, counts: [1, 6, 2, 1] },
};
const day: PreviewColumn = {
  ...heat,
  name: "day",
  kind: "date",
  min: 0,
  max: 10 * dayLength,
  mean: 4.4 * dayLength,
  deviation: 3 * dayLength,
  offset: 0,
  scale: dayLength,
  histogram: { from: 0, to: 10 * dayLength, counts: [5, 6] },
};
const { histogram: _, ...bare } = heat;
const city: PreviewColumn = {
  ...bare,
  name: "city",
  kind: "class",
  missing: 2,
  labels: { top: [{ label: "Oslo", count: 1200 }], different: 30, others: 40 },
};

const preview: DataPreview = {
  rows: 12_000,
  dropped: 3,
  samples: { train: 9000, validation: 3000, test: 0 },
  xName: "day",
  xIsDate: true,
  inputWidth: 2,
  outputWidth: 1,
  inputNames: ["a", "b"],
  targetNames: ["y"],
  head: [
    { x: 0, split: 0, inputs: [0.123456, 0], targets: [-1] },
    { x: dayLength, split: 1, inputs: [1e-9, 1], targets: [2] },
  ],
  columnCount: 0,
  columns: [],
  correlation: { inputs: ["a"], targets: ["y"], values: [[0.5]] },
};

describe("the data in words", () => {
  test("has its size and what was left out", () => {
    expect(dataFacts(preview, strings)).toEqual([
      "12\u202f000 rows",
      "3 rows left out for a missing value",
      "9\u202f000 training, 3\u202f000 validation and 0 test samples",
      "2 input and 1 output values a sample",
    ]);
    expect(dataFacts({ ...preview, dropped: 0 }, strings).length).toBe(3);
  });

  test("has the first samples with their split", () => {
    expect(sampleRows(preview, strings)).toEqual([
      { part: 0, head: ["1970-01-01", "Training"], inputs: ["0.1235", "0"], targets: ["-1"] },
      { part: 1, head: ["1970-01-02", "Validation"], inputs: ["1e-9", "1"], targets: ["2"] },
    ]);
  });
});

describe("a column in words", () => {
  test("has its figures, and how the network sees it", () => {
    expect(columnFigures(heat, strings)).toEqual([
      ["Range", "-3 to 12.5"],
      ["Mean", "4.123"],
      ["Deviation", "1.5"],
      ["Seen as", "(x − 4.123) / 1.5"],
    ]);
    expect(columnFigures({ ...heat, offset: 0, scale: 1 }, strings).length).toBe(3);
    expect(columnFigures(day, strings)).toEqual([
      ["Range", "1970-01-01 to 1970-01-11"],
      ["Mean", "1970-01-05"],
      ["Deviation", "3 d"],
    ]);
    expect(columnFigures(city, strings)).toEqual([
      ["Different", "30"],
      ["Missing", "2"],
    ]);
  });

  test("has what its picture shows", () => {
    expect(columnSummary(heat, strings)).toBe(
      "Histogram of heat: 10 values from -3 to 13, most of them, 6, from 1 to 5.",
    );
    expect(columnSummary(city, strings)).toBe(
      "city has 30 different labels. Most rows, 1\u202f200, have Oslo.",
    );
    expect(histogramEnds(day)).toEqual(["1970-01-01", "1970-01-11"]);
    expect(histogramEnds({ ...heat, histogram: { from: 2, to: 2, counts: [9] } })).toEqual(["2", ""]);
  });
});

describe("a correlation", () => {
  test("is written in two digits, and drawn to its side of the middle", () => {
    expect([0.456, -0.999, -0.001, 0, Number.NaN].map(formatCoefficient)).toEqual([
      "0.46",
      "−1.00",
      "0.00",
      "0.00",
      "–",
    ]);
    expect(barOf(0.5)).toEqual({ start: 0.5, width: 0.25 });
    expect(barOf(-1)).toEqual({ start: 0, width: 0.5 });
    expect(barOf(Number.NaN)).toEqual({ start: 0.5, width: 0 });
  });

  test("says where not every input is shown", () => {
    expect(correlationNote(preview.correlation, 1, strings)).toBe("");
    expect(correlationNote(preview.correlation, 784, strings)).toContain("The 1 of 784");
  });
});
