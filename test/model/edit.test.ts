import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/model/edit.ts";
import type { Edit } from "../../src/protocol/finding.ts";

const text = `{
  // top
  "training": {
    "optimizer": "sgd", // o
    "epohs": 3, // e
    /* z */ "seed": 1 // s
  },
  "list": [1, 2, 3,],
  "empty": {},
}
`;
const applied = (...edits: Edit[]): string => {
  const { text: edited, changes } = applyEdits(text, edits);
  let patched = text;
  for (const { offset, length, content } of changes)
    patched = patched.slice(0, offset) + content + patched.slice(offset + length);
  expect(patched).toBe(edited);
  return edited;
};

describe("applyEdits", () => {
  it("renames a key in place", () => {
    expect(applied({ path: ["training", "epohs"] }, { path: ["training", "epochs"], value: 3 })).toBe(
      text.replace("epohs", "epochs"),
    );
  });
  it("replaces a value", () => {
    expect(applied({ path: ["training", "seed"], value: 5 })).toBe(text.replace("1 // s", "5 // s"));
  });
  it("writes a shorthand out", () => {
    expect(applied({ path: ["training", "optimizer", "learningRate"], value: 0.1 })).toContain(
      '"optimizer": { "type": "sgd", "learningRate": 0.1 }, // o',
    );
  });
  it("makes absent objects, with the type that they stand for", () => {
    expect(applyEdits("{}", [{ path: ["training", "optimizer", "learningRate"], value: 0.1 }]).text).toBe(
      '{ "training": { "optimizer": { "type": "adam", "learningRate": 0.1 } } }',
    );
    expect(applied({ path: ["data", "normalize", "targets"], value: "standard" })).toContain(
      '  "data": { "normalize": { "inputs": "none", "targets": "standard" } },\n}',
    );
  });
  it("adds after the comments of the last key", () => {
    expect(applied({ path: ["training", "clip"], value: { value: 1 } })).toContain(
      '"seed": 1, // s\n    "clip": { "value": 1 }\n  },',
    );
  });
  it("removes keys and items with their commas, not the comments", () => {
    expect(applied({ path: ["training", "seed"] })).toContain('"epohs": 3 // e\n    /* z */ // s\n  },');
    expect(applied({ path: ["training", "optimizer"] })).toContain('    // o\n    "epohs": 3');
    expect(applied({ path: ["list", 0] })).toContain('"list": [2, 3,]');
    expect(applied({ path: ["list", 2] }, { path: ["list", 0] })).toContain('"list": [2,]');
  });
  it("removes the line that a key had to itself", () => {
    expect(applyEdits('{\n  "a": 1,\n  "b": 2\n}', [{ path: ["a"] }]).text).toBe('{\n  "b": 2\n}');
    expect(applyEdits('{\r\n  "a": 1,\r\n  "b": 2\r\n}', [{ path: ["b"] }]).text).toBe('{\r\n  "a": 1\r\n}');
  });
  it("changes nothing where it cannot", () => {
    expect(applied({ path: ["nothing"] }, { path: [] }, { path: ["list", "x"], value: 1 })).toBe(text);
    expect(applyEdits("{ broken", [{ path: ["a"], value: 1 }])).toEqual({ text: "{ broken", changes: [] });
  });
});
