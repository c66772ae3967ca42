import { expect, test } from "vitest";
import {
  fill,
  formatCount,
  formatDate,
  formatDuration,
  formatFigure,
  formatNumber,
  formatPercent,
  formatRate,
} from "../../webview/format.ts";

test.each([
  [0, "0", "0"],
  [0.11, "0.1100", "0.11"],
  [1.23456, "1.235", "1.235"],
  [12345.6, "12346", "12350"],
  [1.2e-7, "1.20e-7", "1.2e-7"],
  [0.00999999, "0.01000", "0.01"],
  [-3.25e8, "-3.25e8", "-3.25e8"],
  [200, "200", "200"],
  [Number.NaN, "NaN", "NaN"],
  [Number.POSITIVE_INFINITY, "∞", "∞"],
  [Number.NEGATIVE_INFINITY, "−∞", "−∞"],
])("%d as a figure and as a number", (value, figure, number) => {
  expect(formatFigure(value)).toBe(figure);
  expect(formatNumber(value)).toBe(number);
});

test("counts, fractions and rates", () => {
  expect(formatCount(1234567)).toBe("1\u202f234\u202f567");
  expect(formatPercent(0.9876)).toBe("98.8 %");
  expect([3.21, 99.96, 999.9, 12345, 1.25e6, 3e9].map(formatRate)).toEqual([
    "3.2",
    "100",
    "1.00k",
    "12.3k",
    "1.25M",
    "3.00G",
  ]);
});

test("durations in their two largest units", () => {
  const spans = [0, 0.05, 3.14, 12.4, 59.7, 200, 7500, 86400 * 3 + 4 * 3600, -1, Number.NaN];
  expect(spans.map(formatDuration)).toEqual([
    "< 1 ms",
    "50 ms",
    "3.1 s",
    "12 s",
    "1 min 0 s",
    "3 min 20 s",
    "2 h 5 min",
    "3 d 4 h",
    "–",
    "–",
  ]);
});

test("dates with the time only where there is one", () => {
  expect(formatDate(Date.UTC(1958, 2, 29))).toBe("1958-03-29");
  expect(formatDate(Date.UTC(2020, 0, 1, 9, 30))).toBe("2020-01-01 09:30");
  expect(formatDate(Date.UTC(2020, 0, 1, 9, 30, 5))).toBe("2020-01-01 09:30:05");
  expect(formatDate(Number.NaN)).toBe("–");
});

test("texts are filled in, and a place without a value stays", () => {
  expect(fill("{1} of {0}, {2}", "a", "b")).toBe("b of a, {2}");
});
