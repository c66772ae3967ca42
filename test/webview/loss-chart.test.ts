import { beforeAll, describe, expect, test, vi } from "vitest";

vi.mock("vscode", () => ({ l10n: { t: (text: string) => text } }));

import { panelStrings } from "../../src/panel/strings.ts";
import type { History } from "../../src/protocol/history.ts";
import { HistoryRecorder } from "../../src/runs/history.ts";
import { LossChart, type LossInput } from "../../webview/charts/loss-chart.ts";
import type { Paint } from "../../webview/charts/loss-paint.ts";
import { curvesOf } from "../../webview/curves.ts";
import { initialView } from "../../webview/state.ts";
import type { Theme } from "../../webview/theme.ts";
import { allEpochs } from "../../webview/zoom.ts";

const strings = panelStrings();
const size = { width: 600, height: 400 };
const theme = new Proxy(
  { highContrast: false, fontSize: 11, lineWidth: 2 },
  {
    get: (known, name) => Reflect.get(known, name) ?? "#000000",
  },
) as unknown as Theme;

/** A canvas's context that draws nothing, counts what it is asked for and keeps the points of its paths. */
function counter() {
  let calls = 0;
  const points: { x: number; y: number }[] = [];
  const context = new Proxy(
    {},
    {
      get: (_, name) => {
        if (name === "measureText") return (text: string) => ({ width: 6 * text.length });
        return (x: number, y: number) => {
          calls++;
          if (name === "lineTo") points.push({ x, y });
        };
      },
      set: () => true,
    },
  ) as Paint;
  return { context, points, calls: () => calls };
}

/** A run of a noisy fall with one peak of 100. */
function run(epochs: number): History {
  const recorder = new HistoryRecorder();
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const noise = ((epoch * 7919) % 1000) / 1000;
    const loss = epoch === 77_777 ? 100 : 1 + noise + epochs / (epoch + epochs / 10);
    recorder.record(epoch, {
      loss,
      validationLoss: loss + 0.5,
      metrics: { accuracy: 1 / loss, mae: loss },
      validationMetrics: { accuracy: 0.9 / loss, mae: 2 * loss },
      learningRate: 1 / epoch,
    });
  }
  return recorder.view();
}

const inputOf = (history: History): LossInput => ({
  history,
  chosen: curvesOf(history, strings),
  marks: [],
  best: history.best,
  view: { ...initialView, smoothing: 0.9 },
  theme,
  range: allEpochs(history.epochs),
});

describe("a run of a million epochs", () => {
  let long: History;
  beforeAll(() => {
    long = run(1_000_000);
  });

  const work = (history: History) => {
    const { context, calls } = counter();
    new LossChart(strings).draw(context, size, inputOf(history));
    return calls();
  };

  test("is drawn with no more work than the canvas has columns for", () => {
    const curves = curvesOf(long, strings).length;
    expect(curves).toBe(7);
    // Three points a column and curve (line, and both bounds of the band), and the steps of the rate.
    const bound = curves * 3 * (size.width + 1) + size.width + 300;
    expect(work(long)).toBeLessThan(bound);
    expect(work(long)).toBeLessThan(1.1 * work(run(20_000)));
  });

  test("keeps its peak", () => {
    const { context, points } = counter();
    const chart = new LossChart(strings);
    const chosen = inputOf(long).chosen.filter(({ name }) => name === "loss");
    chart.draw(context, size, { ...inputOf(long), chosen });
    // Lines of the grid end at the right edge.
    const drawn = points.filter(({ x }) => x < chart.area.right - 1);
    const peak = drawn.reduce((highest, point) =>
      point.y < highest.y && point.y >= chart.area.top ? point : highest,
    );
    expect(chart.epochAt(peak.x)).toBeCloseTo(77_777, -4);
    // The axis ends at 100 or just above.
    expect(peak.y).toBeLessThan(chart.area.top + 0.1 * size.height);
  });

  test("zooms and pans without smoothing anything again", () => {
    let reads = 0;
    const counted: History = {
      ...long,
      curves: new Proxy(long.curves, {
        get: (curves, name: string) => {
          reads++;
          return curves[name];
        },
      }),
    };
    const chart = new LossChart(strings);
    const input = inputOf(counted);
    chart.draw(counter().context, size, input);
    const before = reads;
    expect(before).toBeGreaterThan(0);
    for (let step = 1; step <= 20; step++)
      chart.draw(counter().context, size, {
        ...input,
        range: { from: step * 1000, to: 500_000 + step * 1000 },
      });
    expect(reads).toBe(before);
  });

  test("names single epochs where they are kept, and spans of epochs before", () => {
    const chart = new LossChart(strings);
    chart.draw(counter().context, size, inputOf(long));
    expect(chart.read(999_990)).toMatchObject({ from: 999_990, epoch: 999_990 });
    const early = chart.read(77_777);
    expect(early && early.from <= 77_777 && 77_777 <= early.epoch).toBe(true);
    expect(early?.rows.find(({ info }) => info.name === "loss")?.bounds?.[1]).toBe(100);
    expect(chart.step(999_990, 1e-9, { from: 999_900, to: 1_000_000 })).toBe(999_991);
  });
});

test("pixels and epochs belong together, and dots stand on the lines", () => {
  const history = run(50);
  const chart = new LossChart(strings);
  const { context, points } = counter();
  chart.draw(context, size, { ...inputOf(history), view: initialView });
  expect(chart.epochAt(chart.pixelOf(20))).toBeCloseTo(20, 9);
  const readings = chart.read(20);
  const dots = readings ? chart.dots(readings) : [];
  expect(dots).toHaveLength(7);
  for (const dot of dots)
    expect(points.some(({ x, y }) => Math.abs(x - dot.x) < 1e-6 && Math.abs(y - dot.y) < 1e-6)).toBe(true);
});
