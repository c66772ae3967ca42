import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chartAction } from "../../webview/keys.ts";
import {
  allEpochs,
  isZoomed,
  nearestIndex,
  panBy,
  type Range,
  visibleRange,
  wheelFactor,
  zoomBy,
  zoomTo,
} from "../../webview/zoom.ts";

const all: Range = { from: 1, to: 100 };

describe("a zoom", () => {
  test("shows its part of the epochs, and all where the run has not come so far", () => {
    expect(visibleRange({}, all)).toEqual(all);
    expect(visibleRange({ from: 20, to: 30 }, all)).toEqual({ from: 20, to: 30 });
    expect(visibleRange({ from: 500, to: 600 }, all)).toEqual(all);
    expect(visibleRange({ from: 50 }, { from: 1, to: 10 })).toEqual({ from: 1, to: 10 });
    expect(allEpochs(Float64Array.from([1]))).toEqual({ from: 1, to: 2 });
  });

  test("that touches the newest epoch goes along with it", () => {
    const zoom = zoomTo({ from: 40, to: 100 }, all);
    expect(zoom).toEqual({ from: 40 });
    expect(visibleRange(zoom, { from: 1, to: 300 })).toEqual({ from: 40, to: 300 });
    expect(zoomTo(all, all)).toEqual({});
  });

  test("keeps the epoch under the pointer in its place", () => {
    expect(zoomBy({ from: 20, to: 60 }, all, 0.5, 30)).toEqual({ from: 25, to: 45 });
    expect(zoomBy({ from: 25, to: 45 }, all, 2, 30)).toEqual({ from: 20, to: 60 });
  });

  test("pans as far as there are epochs, without growing narrower", () => {
    expect(panBy({ from: 20, to: 30 }, all, 5)).toEqual({ from: 25, to: 35 });
    expect(panBy({ from: 20, to: 30 }, all, 500)).toEqual({ from: 90 });
    expect(panBy({ from: 20, to: 30 }, all, -500)).toEqual({ to: 11 });
  });

  test("whatever is done, it stays within the epochs and never becomes empty", () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const factor = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), number, factor), { maxLength: 20 }), (steps) => {
        let range = all;
        for (const [pans, by, much] of steps) {
          range = visibleRange(pans ? panBy(range, all, by) : zoomBy(range, all, much, range.from + 1), all);
          expect(range.from).toBeGreaterThanOrEqual(all.from);
          expect(range.to).toBeLessThanOrEqual(all.to);
          expect(range.to - range.from).toBeGreaterThan(1.9);
        }
      }),
    );
    expect(isZoomed(all, all)).toBe(false);
  });

  test("a wheel turned forth and back leaves things as they were", () => {
    expect(wheelFactor(100) * wheelFactor(-100)).toBeCloseTo(1, 12);
    expect(wheelFactor(-100)).toBeLessThan(1);
    expect(wheelFactor(1e9)).toBeLessThan(2);
  });
});

test("the nearest x", () => {
  const x = Float64Array.from([1, 2, 4, 8]);
  expect([-5, 1, 1.4, 2.9, 3.1, 7, 99].map((value) => nearestIndex(x, value))).toEqual([0, 0, 0, 1, 2, 3, 3]);
  expect(nearestIndex(new Float64Array(0), 1)).toBe(-1);
});

test("keys read, move and zoom; those with Ctrl are the editor's", () => {
  const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
  expect(chartAction({ ...none, key: "ArrowLeft" })).toEqual({ type: "read", by: -0.01 });
  expect(chartAction({ ...none, key: "ArrowRight", shiftKey: true })).toEqual({ type: "pan", by: 0.2 });
  expect(chartAction({ ...none, key: "+" })).toEqual({ type: "zoom", factor: 0.5 });
  expect(chartAction({ ...none, key: "0" })).toEqual({ type: "reset" });
  expect(chartAction({ ...none, key: "PageDown" })).toEqual({ type: "mark", by: 1 });
  expect(chartAction({ ...none, key: "0", ctrlKey: true })).toBeUndefined();
  expect(chartAction({ ...none, key: "a" })).toBeUndefined();
});
