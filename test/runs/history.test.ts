import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figures } from "../../src/protocol/events.ts";
import {
  applyDelta,
  emptyHistory,
  type History,
  maximumPoints,
  tailLength,
} from "../../src/protocol/history.ts";
import { HistoryRecorder } from "../../src/runs/history.ts";
import { readHistory, writeHistory } from "../../src/runs/history-file.ts";

const figures = (loss: number): Figures => ({ loss, metrics: { mae: loss / 2 }, learningRate: 0.1 });

const record = (recorder: HistoryRecorder, losses: readonly number[], from = 1) =>
  losses.forEach((loss, index) => {
    recorder.record(from + index, figures(loss));
  });

/** The history that the definition gives: the losses cut into spans. */
function naive(losses: readonly number[]) {
  let span = 1;
  while (Math.ceil(losses.length / span) > maximumPoints) span *= 2;
  const chunks = Array.from({ length: Math.ceil(losses.length / span) }, (_, index) =>
    losses.slice(index * span, (index + 1) * span),
  );
  return { span, chunks };
}

/** Bit for bit; much faster than `toEqual`. */
const same = (a: unknown, b: unknown): boolean => {
  if (a instanceof Float64Array && b instanceof Float64Array)
    return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]))
  );
};

const plain = (history: History) => JSON.parse(JSON.stringify(history)) as unknown;

describe("history", () => {
  it("is what the definition gives, whatever the length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), fc.integer(), (length, seed) => {
        let state = seed >>> 0;
        const losses = Array.from({ length }, () => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          return state / 2 ** 32;
        });
        const recorder = new HistoryRecorder();
        record(recorder, losses);
        const history = recorder.view();
        const { span, chunks } = naive(losses);
        expect(history.span).toBe(span);
        expect(history.epochs.length).toBe(chunks.length);
        expect([...(history.curves["loss"]?.max ?? [])]).toEqual(chunks.map((chunk) => Math.max(...chunk)));
        expect([...(history.curves["loss"]?.min ?? [])]).toEqual(chunks.map((chunk) => Math.min(...chunk)));
        expect([...(history.curves["loss"]?.last ?? [])]).toEqual(chunks.map((chunk) => chunk.at(-1)));
        expect([...(history.tail.curves["loss"] ?? [])]).toEqual(losses.slice(-tailLength));
      }),
      { numRuns: 30 },
    );
  });

  it("keeps a single peak and NaN apart", () => {
    const recorder = new HistoryRecorder();
    const losses = new Array<number>(20_000).fill(1);
    losses[7777] = 1e9;
    losses[19_999] = Number.NaN;
    record(recorder, losses);
    const { max, last } = recorder.view().curves["loss"] ?? { max: [], last: [] };
    expect(Math.max(...max)).toBe(1e9);
    expect(max.at(-1)).toBe(1);
    expect(last.at(-1)).toBeNaN();
  });

  it("knows the first epoch with the lowest loss exactly, of what is held out where something is", () => {
    const recorder = new HistoryRecorder();
    for (let epoch = 1; epoch <= 20_000; epoch++) {
      const validationLoss = epoch === 7777 || epoch === 9999 ? 0.5 : epoch === 3 ? Number.NaN : 1;
      recorder.record(epoch, { ...figures(1 / epoch), validationLoss, penalty: epoch });
    }
    const history = readHistory(writeHistory(recorder.view()));
    expect(history.best).toEqual({ curve: "validationLoss", epoch: 7777, value: 0.5 });
    expect(history.curves["penalty"]?.last.at(-1)).toBe(20_000);

    // Without a validation split it is another curve's best that counts.
    const resumed = HistoryRecorder.resume(history, figures(1));
    record(resumed, [0.25, 0.125, 0.5], 20_001);
    expect(resumed.view().best).toEqual({ curve: "loss", epoch: 20_002, value: 0.125 });
  });

  it("sends deltas from which a mirror is rebuilt, whenever they are taken", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }), (steps) => {
        const recorder = new HistoryRecorder();
        let mirror = emptyHistory;
        let epoch = 0;
        for (const count of steps) {
          for (let index = 0; index < count; index++) recorder.record(++epoch, figures(Math.sin(epoch)));
          const delta = recorder.delta();
          if (delta) mirror = applyDelta(mirror, delta);
          expect(same(mirror, recorder.view())).toBe(true);
        }
        expect(recorder.delta()).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  it("comes back from disk and goes on as if it had never stopped", () => {
    const losses = Array.from({ length: 13_001 }, (_, index) => Math.cos(index));
    const whole = new HistoryRecorder();
    record(whole, losses);
    const first = new HistoryRecorder();
    record(first, losses.slice(0, 9_001));
    const saved = readHistory(writeHistory(first.view()));
    expect(plain(saved)).toEqual(plain(first.view()));
    const resumed = HistoryRecorder.resume(saved, figures(0));
    record(resumed, losses.slice(9_001), 9_002);
    expect(plain(resumed.view())).toEqual(plain(whole.view()));
  });

  it("keeps numbers that are not finite on disk", () => {
    const recorder = new HistoryRecorder();
    record(recorder, [1, Number.POSITIVE_INFINITY]);
    const read = readHistory(writeHistory(recorder.view()));
    expect([...(read.curves["loss"]?.last ?? [])]).toEqual([1, Number.POSITIVE_INFINITY]);
  });

  it("costs little an epoch", () => {
    const recorder = new HistoryRecorder();
    const measured = figures(1);
    const round = 50_000;
    let epoch = 0;
    // The best of many rounds: others may be busy on this machine.
    const nanoseconds = Array.from({ length: 20 }, () => {
      const start = performance.now();
      for (let count = 0; count < round; count++) recorder.record(++epoch, measured);
      return ((performance.now() - start) * 1e6) / round;
    });
    expect(Math.min(...nanoseconds)).toBeLessThan(200);
  });
});
