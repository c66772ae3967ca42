import { expect, test } from "vitest";
import { ratioChart } from "./chart.ts";
import { duration, notes, table, times } from "./report.ts";
import type { Results } from "./results.ts";

const results: Results = {
  date: "2026-01-02T03:04:05.000Z",
  processor: "A & B",
  cores: 2,
  node: "24.0.0",
  load: 0.1,
  rounds: 3,
  isFused: true,
  missing: ["NumPy"],
  workloads: [
    {
      name: "W5",
      question: "a wide one: 3→1, batches of 2",
      seconds: 0.5,
      rounds: [0.5],
      loss: 0.1,
      threads: 2,
      rate: 80,
      limit: { one: 50, all: 100 },
      sliced: 1.02,
      memory: { kernels: 5e7, trained: 2.5e7, data: 2e7, peak: 2e8 },
      peers: [
        { name: "PyTorch", program: "PyTorch 2", seconds: 0.4, ratio: 0.8, goal: 1, share: 1 },
        { name: "brain.js", program: "brain.js 2", seconds: 1000, ratio: 2000, goal: 0, share: 0.01 },
      ],
    },
  ],
};

test("the table says the ratio, the goal and whether it is met, and marks what is inferred", () => {
  const [, , row = ""] = table(results).split("\n");
  expect(row.split("|").map((cell) => cell.trim())).toEqual([
    "",
    "W5, a wide one: 3→1, batches of 2",
    "500 ms",
    "400 ms, **0.80×** (goal 1 ✗)",
    "≈ 1000 s, **2,000×**",
    "",
  ]);
});

test("the notes tell the share of the limit, the memory and who is missing", () => {
  const text = notes(results).join("\n");
  expect(text).toContain("W5 80.0 GFLOP/s on 2 cores, 80 % of that (goal for W5: 85 %)");
  expect(text).toContain("once each 25.0 MB");
  expect(text).toContain("W5 2.0 % more time");
  expect(text).toContain("Not on this machine: NumPy");
});

test("a busy machine is told", () => {
  expect(notes(results).join("\n")).not.toContain("busy");
  expect(notes({ ...results, load: 1.5 }).join("\n")).toContain("busy when this began (load 1.5)");
});

test("durations and ratios have three digits", () => {
  expect([duration(2.5), duration(0.0025), duration(2.5e-6), duration(2.5e-8)]).toEqual([
    "2.50 s",
    "2.50 ms",
    "2.50 µs",
    "25.0 ns",
  ]);
  expect([times(1234.5), times(12.345), times(0.456)]).toEqual(["1,235×", "12.3×", "0.46×"]);
});

test("the chart's text is escaped and its bars lie within it", () => {
  const { svg, width } = ratioChart(results);
  expect(svg).toContain("A &amp; B");
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)];
  expect(bars.length).toBe(2);
  for (const [, x = "", length = ""] of bars) expect(Number(x) + Number(length)).toBeLessThan(width);
});
