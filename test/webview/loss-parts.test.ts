import { describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import { HistoryRecorder } from "../../src/runs/history.ts";
import { bestOf, markAt, marksOf, placeMarks } from "../../webview/charts/marks.ts";
import { epochOfPixel, layOut, pixelOfEpoch } from "../../webview/charts/panes.ts";
import { placeOf, valueScale } from "../../webview/charts/value-scale.ts";
import { contrast, readable } from "../../webview/contrast.ts";
import { curvesOf, epochsOf, isChosen, rawCurve } from "../../webview/curves.ts";
import { initialView } from "../../webview/state.ts";
import { findingOf, historyOf, runOf } from "./runs.ts";

const strings = panelStrings();

describe("the curves of a run", () => {
  const recorder = new HistoryRecorder();
  for (let epoch = 1; epoch <= 10_000; epoch++)
    recorder.record(epoch, {
      loss: epoch,
      validationLoss: -epoch,
      penalty: 0.5,
      metrics: { f1: 1 },
      validationMetrics: { f1: 0.5 },
      learningRate: 0.1,
    });
  const history = recorder.view();

  test("are offered with names; a rate that never changes is none", () => {
    expect(curvesOf(history, strings).map(({ label }) => label)).toEqual([
      "Training loss",
      "Validation loss",
      "Penalty",
      "F1",
      "F1, validation",
    ]);
    const rate = Float64Array.from([0.1, 0.1, 0.01]);
    const scheduled = {
      ...historyOf([3, 2, 1]),
      curves: { learningRate: { min: rate, max: rate, last: rate } },
    };
    expect(curvesOf(scheduled, strings).map(({ scale }) => scale)).toEqual(["rate"]);
  });

  test("show the losses until a person chooses otherwise", () => {
    const shown = (curves: Record<string, boolean>) =>
      curvesOf(history, strings)
        .filter((curve) => isChosen(curve, { ...initialView, curves }))
        .map(({ name }) => name);
    expect(shown({})).toEqual(["loss", "validationLoss"]);
    expect(shown({ loss: false, "metrics.f1": true })).toEqual(["validationLoss", "metrics.f1"]);
  });

  test("have each epoch once: in a point, or alone where it is among the newest", () => {
    const whole = epochsOf(history);
    let next = 1;
    for (const [index, epoch] of whole.x.entries()) {
      expect(whole.from[index]).toBe(next);
      next = epoch + 1;
    }
    expect(next).toBe(10_001);
    expect(whole.x.length - whole.single).toBeGreaterThan(240);
    const loss = rawCurve(history, whole, "loss");
    for (const [index, epoch] of whole.x.entries()) {
      expect(loss?.line[index]).toBe(epoch);
      expect(loss?.low[index]).toBe(whole.from[index]);
      expect(loss?.high[index]).toBe(epoch);
    }
    expect(rawCurve(history, whole, "metrics.mae")).toBeUndefined();
  });

  test("of a short run are its points", () => {
    const short = historyOf([3, 2, 1]);
    expect([...epochsOf(short).from]).toEqual([1, 2, 3]);
  });
});

describe("marks", () => {
  const findings = [
    findingOf({ rule: "loss-plateau" as "loss-nan", epoch: 10 }),
    findingOf({ rule: "loss-nan", epoch: 10, severity: "error", primary: true }),
    findingOf({ epoch: 40, severity: "hint" }),
    findingOf({ epoch: 50, retracted: true }),
    findingOf({ rule: "loss-diverging", epoch: 12 }),
    findingOf(),
  ];

  test("stand at the epochs of what needs attention, the main cause first", () => {
    const marks = marksOf(findings, { epoch: 11, label: "Best 11" });
    expect(marks.map(({ epoch, label, look }) => [epoch, label, look])).toEqual([
      [10, "loss-nan +1", "error"],
      [11, "Best 11", "best"],
      [12, "loss-diverging", "warning"],
    ]);
  });

  test("tell what was set while the run went on, by the epoch that first went by it", () => {
    const change = { batch: 3, step: 9, file: {} };
    const marks = marksOf([], undefined, [
      { ...change, epoch: 0, set: { seed: 4 } },
      { ...change, epoch: 6, set: { learningRate: 0.02 } },
      { ...change, epoch: 6, set: { learningRate: 0.01, clip: { norm: 1 } } },
      { ...change, epoch: 8, set: { clip: null, batchSize: 16 } },
    ]);
    expect(marks.map(({ epoch, label, look }) => [epoch, label, look])).toEqual([
      [7, "learningRate 0.01, clip norm 1", "change"],
      [9, "clip none, batchSize 16", "change"],
    ]);
  });

  test("point out the best epoch: early stopping's, else the lowest; none while the newest is the best", () => {
    const best = { curve: "validationLoss", epoch: 2, value: 0.5 };
    const history = { ...historyOf([3, 2, 1], [1, 0.5, 0.6]), best };
    const shown = curvesOf(history, strings);
    const ended = { status: "completed", epoch: 3, epochs: 3 } as const;
    const speed = { seconds: 1, epochsPerSecond: 1, samplesPerSecond: 1 };
    const run = runOf({ history, progress: { ...ended, ...speed } });
    expect(bestOf(run, shown)).toMatchObject({ epoch: 2, value: 0.5 });
    expect(bestOf(run, shown.slice(0, 1))).toBeUndefined();
    const end = {
      type: "end",
      status: "stopped",
      epochs: 3,
      bestEpoch: 1,
      loss: 3,
      validationLoss: 1,
      metrics: {},
      learningRate: 0.1,
      seconds: 1,
    } as const;
    expect(bestOf({ ...run, end }, shown)).toEqual({ epoch: 1, value: 1 });
    const newest = { ...history, best: { ...best, epoch: 3 } };
    expect(bestOf(runOf({ history: newest }), shown)).toBeUndefined();
    expect(bestOf({ ...run, history: newest }, shown)?.epoch).toBe(3);
  });

  test("have labels that do not cover each other, and none where there is no room", () => {
    const marks = [10, 11, 12, 13, 90].map((epoch) => ({
      epoch,
      label: "a label",
      look: "warning" as const,
      findings: [],
    }));
    const placed = placeMarks(
      marks,
      { left: 0, right: 100 },
      (epoch) => epoch,
      () => 20,
    );
    expect(placed.map(({ row, hidden }) => [row, hidden])).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [0, true],
      [0, false],
    ]);
    expect(placed[4]?.left).toBe(69);
    expect(
      placeMarks(
        marks,
        { left: 20, right: 80 },
        (epoch) => epoch,
        () => 20,
      ),
    ).toEqual([]);
  });

  test("are meant by a pointer on their label or near their line", () => {
    const marks = marksOf(findings);
    const placed = placeMarks(
      marks,
      { left: 0, right: 100 },
      (epoch) => 2 * epoch,
      () => 30,
    );
    const at = (x: number, y: number) => markAt(placed, { x, y }, { top: 0, height: 18 })?.epoch;
    expect(at(45, 5)).toBe(10);
    expect(at(45, 20)).toBe(12);
    expect(at(18, 300)).toBe(10);
    expect(at(26, 300)).toBe(12);
    expect(at(60, 300)).toBeUndefined();
  });
});

describe("axes", () => {
  test("begin and end at ticks, or hold every value of a logarithmic one", () => {
    const linear = valueScale([0.13, 1.9], false, 300);
    expect([linear.from, linear.to]).toEqual([0, 2]);
    expect(placeOf(linear, 0.5)).toBeCloseTo(0.25, 12);
    const logarithmic = valueScale([0.01, 1], true, 300);
    expect(logarithmic.logarithmic).toBe(true);
    expect(placeOf(logarithmic, 0.1)).toBeCloseTo(0.5, 12);
    expect(placeOf(logarithmic, 0.01)).toBeGreaterThan(0);
    expect(logarithmic.ticks).toContain(0.1);
  });

  test("of one value, of none and of the largest numbers are axes still", () => {
    for (const extent of [
      [5, 5],
      [0, 0],
      [-3, -3],
      undefined,
      [-Number.MAX_VALUE, Number.MAX_VALUE],
    ] as const)
      for (const logarithmic of [false, true]) {
        const scale = valueScale(extent, logarithmic, 200);
        expect(scale.from).toBeLessThan(scale.to);
        expect(placeOf(scale, scale.from)).toBeCloseTo(0, 9);
        expect(placeOf(scale, scale.to)).toBeCloseTo(1, 9);
      }
    expect(valueScale([-1, 4], true, 200).logarithmic).toBe(false);
  });

  test("share the epochs: the rate beside the losses, metrics below", () => {
    const scales = (["loss", "share", "rate"] as const).map((scale) => ({
      scale,
      extent: [0, 1] as const,
      logarithmic: false,
    }));
    const range = { from: 1, to: 101 };
    const text = { width: () => 20, height: 10 };
    const layout = layOut({ width: 400, height: 300 }, scales, range, text);
    expect(layout.panes.map(({ left, right }) => [left.scale, right?.scale])).toEqual([
      ["loss", "rate"],
      ["share", undefined],
    ]);
    const [first, second] = layout.panes;
    expect(first && second && first.bottom < second.top && second.bottom <= layout.bottom + 1e-9).toBe(true);
    expect(pixelOfEpoch(layout, 1)).toBe(layout.left);
    expect(epochOfPixel(layout, layout.right)).toBe(101);
    const alone = layOut({ width: 400, height: 300 }, scales.slice(2), range, text);
    expect(alone.panes.map(({ left }) => left.scale)).toEqual(["rate"]);
    // Nothing chosen, or no room at all.
    expect(layOut({ width: 0, height: 0 }, [], range, text).panes).toEqual([]);
  });
});

describe("colours of lines", () => {
  test("are opaque, and stand out from the background of every default theme", () => {
    // Orange, blue, green, purple, yellow and red of the default themes, the orange of Dark Modern transparent.
    const themes = {
      "#1f1f1f": ["#d1861616", "#59a4f9", "#89d185", "#b180d7", "#cca700", "#f14c4c"],
      "#ffffff": ["#d18616", "#1a85ff", "#388a34", "#652d90", "#bf8803", "#e51400"],
      "#000000": ["#d18616", "#3794ff", "#89d185", "#b180d7", "#cca700", "#f14c4c"],
    };
    for (const [background, colors] of Object.entries(themes))
      for (const color of colors) {
        const seen = readable(color, background);
        expect(seen).toMatch(/^rgb\(/);
        expect(contrast(seen, background)).toBeGreaterThanOrEqual(3);
      }
  });

  test("that are readable stay as they are, and what is no colour does", () => {
    expect(readable("#59a4f9", "#1f1f1f")).toBe("rgb(89, 164, 249)");
    expect(readable("nonsense", "#1f1f1f")).toBe("nonsense");
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 9);
  });
});
