import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limitedRedraw } from "../../webview/redraw.ts";

/** A page that can be hidden and shown. */
function pageOf() {
  let listener = () => {};
  return {
    hidden: false,
    addEventListener: (_: "visibilitychange", added: () => void) => {
      listener = added;
    },
    show(shown: boolean) {
      this.hidden = !shown;
      listener();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => setTimeout(frame, 16));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Asks for a redraw every millisecond. */
const ask = (redraw: () => void, milliseconds: number) => {
  for (let count = 0; count < milliseconds; count++) {
    redraw();
    vi.advanceTimersByTime(1);
  }
};

test("draws at most 15 times a second, however often it is asked to, and the last change is drawn", () => {
  const draw = vi.fn();
  const redraw = limitedRedraw(draw, pageOf());
  ask(redraw, 10_000);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(151);
  expect(draw.mock.calls.length).toBeGreaterThan(100);
  vi.advanceTimersByTime(1000);
  const before = draw.mock.calls.length;
  vi.advanceTimersByTime(1000);
  expect(draw.mock.calls.length).toBe(before);
  redraw();
  vi.advanceTimersByTime(100);
  expect(draw.mock.calls.length).toBe(before + 1);
});

test("takes no more than a fifth of the time where a redraw is slow", () => {
  const draw = vi.fn(() => vi.advanceTimersByTime(50));
  const redraw = limitedRedraw(draw, pageOf());
  const begin = performance.now();
  ask(redraw, 5000);
  expect((50 * draw.mock.calls.length) / (performance.now() - begin)).toBeLessThan(0.23);
});

test("draws nothing while the page is hidden, and once when it is shown again", () => {
  const [draw, page] = [vi.fn(), pageOf()];
  const redraw = limitedRedraw(draw, page);
  redraw();
  page.show(false);
  ask(redraw, 1000);
  expect(draw).not.toHaveBeenCalled();
  page.show(true);
  vi.advanceTimersByTime(1000);
  expect(draw).toHaveBeenCalledTimes(1);
});
