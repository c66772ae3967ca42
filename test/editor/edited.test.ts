import { describe, expect, it } from "vitest";
import { cellsOf } from "../../src/editor/check-size.ts";
import { findingId, isFixed, valueAt } from "../../src/editor/edited.ts";
import { describeExample, freeName, inTeachingOrder, leadingComment } from "../../src/editor/examples.ts";
import { Throttle } from "../../src/editor/throttle.ts";
import type { Edit, Finding } from "../../src/protocol/finding.ts";

const finding = (...edits: Edit[]): Finding => ({
  rule: "targets-not-normalized",
  severity: "warning",
  primary: true,
  path: ["data", "targets"],
  message: "",
  fixes: [{ title: "", preferred: true, edits }],
});

describe("isFixed", () => {
  it("sees a fix that stands in the file", () => {
    const fix = finding({ path: ["data", "normalize"], value: "standard" });
    expect(isFixed(fix, { data: {} })).toBe(false);
    expect(isFixed(fix, { data: { normalize: "standard" } })).toBe(true);
  });

  it("compares objects by their members, and knows a removed key", () => {
    const object = finding({ path: ["a"], value: { b: [1, 2] } });
    expect(isFixed(object, { a: { b: [1, 2] } })).toBe(true);
    expect(isFixed(object, { a: { b: [1, 3] } })).toBe(false);
    expect(isFixed(finding({ path: ["a"] }), {})).toBe(true);
    expect(isFixed(finding(), {})).toBe(false);
  });
});

it("finds values only along own keys", () => {
  expect(valueAt({ a: [{ b: 1 }] }, ["a", 0, "b"])).toBe(1);
  expect(valueAt({}, ["constructor"])).toBeUndefined();
});

it("gives a finding one id for its rule and place", () => {
  expect(findingId(finding())).toBe(findingId({ ...finding(), message: "later" }));
  expect(findingId({ ...finding(), at: { file: "a.csv", line: 2, column: 1 } })).not.toBe(
    findingId(finding()),
  );
});

describe("examples", () => {
  const text =
    '// A neuron draws a line. It has two numbers.\n{\n  "title": "Line", "data": { "file": "d.csv" }\n}';

  it("takes title, first sentence and data file", () => {
    const root = { title: "Line", data: { file: "d.csv" } };
    expect(describeExample("line.nn.json", text, root)).toEqual({
      fileName: "line.nn.json",
      title: "Line",
      teaches: "A neuron draws a line.",
      dataFile: "d.csv",
    });
  });

  it("reads the comment inside the first brace too, and stops at the first key", () => {
    expect(leadingComment('{\n  // one\n  // two\n  "a": 1 // three\n}')).toBe("one two");
    expect(leadingComment('{ "a": 1 }')).toBe("");
  });

  it("stand in the order in which they build on one another", () => {
    expect(inTeachingOrder(["sunspots.nn.json", "b.nn.json", "a.nn.json", "line.nn.json"])).toEqual([
      "line.nn.json",
      "sunspots.nn.json",
      "a.nn.json",
      "b.nn.json",
    ]);
  });

  it("names a copy that is not there yet", () => {
    expect(freeName("a.nn.json", (name) => ["a.nn.json", "a-2.nn.json"].includes(name))).toBe("a-3.nn.json");
  });
});

it("tells about how much data a rule makes", () => {
  const generate = new Map<string, string | { from: number; to: number; step: number }>([
    ["x", { from: 1, to: 100, step: 1 }],
    ["y", "x"],
  ]);
  expect(cellsOf({ generate })).toBe(200);
  expect(cellsOf({ values: new Map([["x", [1, 2, 3]]]) })).toBe(3);
  expect(cellsOf({})).toBe(0);
});

it("refreshes at once, then seldom, and never loses the last", async () => {
  let calls = 0;
  const throttle = new Throttle(20, () => calls++);
  for (let index = 0; index < 10; index++) throttle.request();
  expect(calls).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(calls).toBe(2);
  throttle.dispose();
});
