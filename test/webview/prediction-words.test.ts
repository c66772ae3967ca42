import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import type { ClassTask, Predicted } from "../../src/protocol/prediction.ts";
import { predictionSummary } from "../../webview/prediction-summary.ts";
import { predictionTable } from "../../webview/prediction-table.ts";
import { baseOf } from "./runs.ts";

const strings = panelStrings();
const floats = (...values: number[]) => Float64Array.from(values);
const predicted: Predicted = { epoch: 7, outputs: [floats(11, 20, Number.NaN, 43)] };
const shownOf = (base = baseOf(), said: Predicted | undefined = predicted) => ({
  base,
  predicted: said,
  output: 0,
  part: 1 as const,
  strings,
});

describe("numbers", () => {
  test("in words", () => {
    expect(predictionSummary("series", shownOf())).toBe(
      "Actual and predicted y over x, from 1 to 4, 4 samples. " +
        "At epoch 7 the mean absolute error of the samples shown is 1.333.",
    );
    expect(predictionSummary("scatter", { ...shownOf(), predicted: undefined })).toBe(
      "Predicted y against actual, 4 samples, actual values from 10 to 40.",
    );
    const curve = { name: "a", inputs: floats(5, 6, 7, 8), grid: floats(5, 8) };
    expect(
      predictionSummary("curve", {
        ...shownOf(baseOf({ pictures: ["curve"], curve })),
        predicted: undefined,
      }),
    ).toBe("Data points of y and the fitted curve over a, from 5 to 8, 4 samples.");
    expect(predictionSummary("series", { ...shownOf(), output: 3 })).toBe(
      "Prediction chart, no predictions yet.",
    );
  });

  test("as a table", () => {
    const table = predictionTable("series", shownOf());
    expect(table.columns).toEqual(["x", "Split", "Actual", "Predicted"]);
    expect(table.rows[3]).toEqual(["4", "Validation", "40", "43"]);
    const names = ["a", "b"] as const;
    const plane = {
      names,
      inputs: [floats(1, 2, 3, 4), floats(5, 6, 7, 8)] as const,
      grid: [floats(1, 4), floats(5, 8)] as const,
    };
    const map = predictionTable("map", shownOf(baseOf({ plane })));
    expect(map.columns).toEqual(["x", "a", "b", "Split", "Actual", "Predicted"]);
    expect(map.rows[1]).toEqual(["2", "2", "6", "Training", "20", "20"]);
    expect(predictionSummary("map", shownOf(baseOf({ plane })))).toMatch(
      /^What the network says over a and b, with 4 samples\. At epoch 7/,
    );
  });

  test("a forecast tells its steps with their ranges", () => {
    const many = Float64Array.from({ length: 10 }, (_, index) => index);
    const base = baseOf({
      x: many,
      split: new Uint8Array(10),
      outputs: [{ name: "y[+0]", actual: many, column: 0, step: 0 }],
      window: { x: [many], persistence: [many], lastX: 9, last: floats(9), forecastX: floats(10) },
    });
    const said = { epoch: 1, outputs: [new Float64Array(10)], forecast: floats(20) };
    expect(predictionSummary("forecast", shownOf(base, said))).toBe(
      "Forecast of y after 9, 1 steps ahead: 20 at 10, 20 at 10.",
    );
    expect(predictionTable("forecast", shownOf(base, said)).rows).toEqual([
      ["10", "20", "22.25 – 26.75", "20.45 – 28.55"],
    ]);
  });
});

describe("classes", () => {
  const classes: ClassTask = { target: "y", names: ["0", "1"], decision: 0.5, areProbabilities: true };
  const base = baseOf({
    classes,
    pictures: ["confusion", "images", "roc", "calibration"],
    outputs: [{ name: "1", actual: floats(0, 1, 0, 1), column: 0, step: 0 }],
    samples: { train: 2, validation: 20, test: 0 },
    images: { height: 1, width: 1, channels: 1 },
  });
  const said = {
    epoch: 2,
    outputs: [floats(0.1, 0.9, 0.8, 0.7)],
    images: [{ part: 1 as const, shown: Uint32Array.of(2, 3), pixels: Uint8Array.of(0, 255) }],
  };
  const shown = shownOf(base, said);

  test("in words", () => {
    expect(predictionSummary("confusion", shown)).toBe(
      "Confusion matrix of 2 classes. Validation: 2 of 20 samples, accuracy 50.0 %. " +
        "0 is most often taken for 1: 1 times.",
    );
    expect(predictionSummary("roc", shown)).toBe(
      "Receiver operating characteristic of y = 1, area under the curve: Training 1, Validation 0.",
    );
    expect(predictionSummary("calibration", shown)).toBe(
      "Calibration of the predicted probability of y = 1, mean error: Training 0.1, Validation 0.55.",
    );
    expect(predictionSummary("images", shown)).toBe(
      "The 2 images that the network is most wrong about, actual and predicted: 0 → 1, 1 → 1.",
    );
    expect(predictionSummary("confusion", { ...shown, predicted: undefined })).toBe(
      "Prediction chart, no predictions yet.",
    );
  });

  test("as tables", () => {
    expect(predictionTable("confusion", shown)).toEqual({
      columns: ["Actual \\ Predicted", "0", "1", "Recall"],
      rows: [
        ["0", "0", "1", "0.0 %"],
        ["1", "0", "1", "100.0 %"],
        ["Precision", "–", "50.0 %", "50.0 %"],
      ],
    });
    expect(predictionTable("roc", { ...shown, part: 0 }).rows).toEqual([
      ["∞", "0.0 %", "0.0 %"],
      ["0.9", "0.0 %", "100.0 %"],
      ["0.1", "100.0 %", "100.0 %"],
    ]);
    expect(predictionTable("calibration", shown).rows).toEqual([
      ["70.0 %", "100.0 %", "1"],
      ["80.0 %", "0.0 %", "1"],
    ]);
    expect(predictionTable("images", shown).rows).toEqual([
      ["3", "0", "1"],
      ["4", "1", "1"],
    ]);
    expect(predictionTable("series", shown).rows[2]).toEqual(["3", "Validation", "0", "1"]);
  });
});
