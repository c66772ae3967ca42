import { expect, test } from "vitest";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { emptyRateTest, type RateTest } from "../../src/protocol/rate-test.ts";
import { rateSummary, rateTable, testExtent, testPoints } from "../../webview/rate-test.ts";
import { receive } from "../../webview/state.ts";

const strings = {
  rateSummary: "from {0} to {1}: lowest {2} at {3}.",
  rateSummaryNone: "none",
  rateFound: "Suggested: {0}",
  rateTrial: "trial",
  rateRange: "growing",
  diverged: "Diverged",
} as PanelStrings;

const found: RateTest = {
  ...emptyRateTest,
  status: "done",
  rates: Float64Array.from([0.001, 0.01, 0.1, 1, 10]),
  losses: Float64Array.from([1, 0.5, 0.2, 3, Number.NaN]),
  firstLoss: 1,
  trials: [{ rate: 0.03, loss: 0.1 }],
  suggested: 0.03,
};

test("the curve leaves out what is not finite, and its axis what only grows", () => {
  expect(testPoints(found)).toHaveLength(4);
  expect(testExtent(found)).toEqual({ low: 0.2, high: 1.5 });
  expect(testExtent({ ...found, losses: Float64Array.from([1, 0.5, 0.2, 0.9, 1.1]) })?.high).toBe(1.1);
  expect(testExtent(emptyRateTest)).toBeUndefined();
});

test("the search is told in words and as a table", () => {
  expect(rateSummary(emptyRateTest, strings)).toBe("none");
  expect(rateSummary(found, strings)).toBe("from 0.001 to 1: lowest 0.2000 at 0.1. Suggested: 0.03");
  expect(rateTable(found, strings).rows).toEqual([
    ["0.03", "trial", "0.1000"],
    ["0.001", "growing", "1"],
  ]);
});

test("the page takes a search with the snapshot and as it goes on", () => {
  const state = receive(undefined, { type: "snapshot", uri: "u", fileName: "f", rateTest: emptyRateTest });
  expect(state?.rateTest).toBe(emptyRateTest);
  expect(receive(state, { type: "rateTest", test: found })?.rateTest).toBe(found);
  expect(receive(undefined, { type: "rateTest", test: found })).toBeUndefined();
});
