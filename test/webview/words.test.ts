import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import { marksOf } from "../../webview/charts/marks.ts";
import { curvesOf } from "../../webview/curves.ts";
import { meanAbsoluteError, predictionAt, stretches } from "../../webview/prediction.ts";
import { prepareCurves, readCurves } from "../../webview/prepare-curves.ts";
import { initialView } from "../../webview/state.ts";
import { headingOf, lossSummary, predictionSummary, readingsText } from "../../webview/summary.ts";
import { evenly, lossTable, mostRows, predictionTable } from "../../webview/table.ts";
import { baseOf, findingOf, historyOf } from "./runs.ts";

const strings = panelStrings();
const predicted = { epoch: 7, outputs: [Float64Array.from([11, 20, Number.NaN, 43])] };

describe("splits of a series", () => {
  test("meet halfway between their samples", () => {
    expect(stretches(baseOf())).toEqual([
      { part: 0, from: 1, to: 2.5 },
      { part: 1, from: 2.5, to: 4 },
    ]);
  });

  test("are no stretches where there is one split, or where they are mixed", () => {
    expect(stretches(baseOf({ split: new Uint8Array(4) }))).toEqual([]);
    const x = Float64Array.from({ length: 40 }, (_, index) => index);
    expect(stretches(baseOf({ x, split: Uint8Array.from(x, (at) => at % 2) }))).toEqual([]);
  });
});

describe("predictions", () => {
  test("of samples and of a curve's grid", () => {
    expect(predictionAt(baseOf(), predicted, 0, 3)).toBe(43);
    expect(predictionAt(baseOf(), undefined, 0, 3)).toBeNaN();
    const curve = baseOf({ kind: "curve", grid: Float64Array.from([1, 3]) });
    const fitted = { epoch: 1, outputs: [Float64Array.from([10, 30])] };
    expect([0, 1, 2].map((index) => predictionAt(curve, fitted, 0, index))).toEqual([10, 20, 30]);
    expect(predictionAt(curve, fitted, 0, 3)).toBeNaN();
  });

  test("mean absolute error over what is finite", () => {
    expect(meanAbsoluteError(baseOf(), predicted, 0)).toBeCloseTo(4 / 3, 12);
    expect(meanAbsoluteError(baseOf(), { epoch: 1, outputs: [] }, 0)).toBeUndefined();
  });
});

describe("text alternatives", () => {
  test("of the loss chart: the chosen curves, the best epoch and the findings", () => {
    expect(lossSummary(historyOf([]), [], [], strings)).toBe("Loss chart, no epoch yet.");
    const history = historyOf([2, 0.5, 1], [3, 2, 1]);
    const marks = marksOf([findingOf({ rule: "loss-diverging", epoch: 2 })], { epoch: 3, label: "Best 3" });
    expect(lossSummary(history, curvesOf(history, strings), marks, strings)).toBe(
      "Training loss over 3 epochs: from 2 to 1, lowest 0.5000 at epoch 2. " +
        "Validation loss: from 3 to 1, lowest 1 at epoch 3. " +
        "Best epoch: 3. Findings: loss-diverging (epoch 2).",
    );
    expect(lossSummary(history, [], [], strings)).toBe(
      "Training loss over 3 epochs: from 2 to 1, lowest 0.5000 at epoch 2.",
    );
  });

  test("of what stands under the crosshair", () => {
    const history = historyOf([2, 0.5, 1], [3, 2, 1]);
    const prepared = prepareCurves(history, curvesOf(history, strings), initialView);
    const [mark] = marksOf([findingOf({ rule: "loss-nan", epoch: 2, message: "It broke." })]);
    const readings = readCurves(prepared, 2.2);
    expect(readings && readingsText(readings, mark, strings)).toBe(
      "Epoch 2: Training loss 0.5000, Validation loss 2. loss-nan: It broke.",
    );
    expect(headingOf({ index: 0, from: 9, epoch: 16, rows: [] }, strings)).toBe("Epochs 9 to 16");
  });

  test("of the prediction chart", () => {
    expect(predictionSummary(undefined, undefined, 0, strings)).toBe("Prediction chart, no predictions yet.");
    expect(predictionSummary(baseOf(), predicted, 0, strings)).toBe(
      "Actual and predicted y over x, from 1 to 4, 4 samples. " +
        "At epoch 7 the mean absolute error of the samples shown is 1.333.",
    );
    expect(predictionSummary(baseOf({ kind: "scatter" }), undefined, 0, strings)).toBe(
      "Predicted y against actual, 4 samples, actual values from 10 to 40.",
    );
  });
});

describe("tables", () => {
  test("take evenly chosen rows, the first and the last among them", () => {
    expect(evenly(3, 50)).toEqual([0, 1, 2]);
    expect(evenly(101, 5)).toEqual([0, 25, 50, 75, 100]);
    expect(lossTable(historyOf(new Array(5000).fill(1)), [], strings).rows).toHaveLength(mostRows);
  });

  test("say what the charts show", () => {
    const history = historyOf([2, 1], [4, 3]);
    expect(lossTable(history, curvesOf(history, strings), strings)).toEqual({
      columns: ["Epoch", "Training loss", "Validation loss"],
      rows: [
        ["1", "2", "4"],
        ["2", "1", "3"],
      ],
    });
    const table = predictionTable(baseOf(), predicted, 0, strings);
    expect(table.columns).toEqual(["x", "Split", "Actual", "Predicted"]);
    expect(table.rows[3]).toEqual(["4", "Validation", "40", "43"]);
  });
});

test("every text of the page is there", () => {
  for (const text of Object.values(strings)) expect(text).not.toBe("");
});
