import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import { marksOf } from "../../webview/charts/marks.ts";
import { curvesOf } from "../../webview/curves.ts";
import { prepareCurves, readCurves } from "../../webview/prepare-curves.ts";
import { initialView } from "../../webview/state.ts";
import { headingOf, lossSummary, readingsText } from "../../webview/summary.ts";
import { evenly, lossTable, mostRows } from "../../webview/table.ts";
import { findingOf, historyOf } from "./runs.ts";

const strings = panelStrings();

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
  });
});

test("every text of the page is there", () => {
  for (const text of Object.values(strings)) expect(text).not.toBe("");
});
