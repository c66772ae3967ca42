import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataGapAt, dataPlaceAt } from "../../src/model/data-place.ts";

/** The text without its mark, and where the mark stood. */
function marked(text: string): [string, number] {
  const offset = text.indexOf("‸");
  return [text.replace("‸", ""), offset];
}
const place = (text: string) => {
  const [plain, offset] = marked(text);
  const found = dataPlaceAt(plain, offset);
  if (!found) return undefined;
  const { offset: from, length, ...rest } = found;
  return { ...rest, word: plain.slice(from, from + length) };
};
const gap = (text: string) => {
  const [plain, offset] = marked(text);
  const found = dataGapAt(plain, offset);
  if (!found) return undefined;
  const { offset: from, length, ...rest } = found;
  return { ...rest, replaced: plain.slice(from, from + length) };
};

describe("a place that names data", () => {
  it("is the key of the data, and its file", () => {
    expect(place('{ "da‸ta": {} }')).toEqual({ kind: "data", word: '"data"' });
    expect(place('{ "data": { "file": "a‸.csv" } }')).toEqual({
      kind: "file",
      file: "a.csv",
      word: '"a.csv"',
    });
    expect(place('{ "data": { "fi‸le": "a.csv" } }')).toEqual({
      kind: "file",
      file: "a.csv",
      word: '"file"',
    });
    expect(place('{ "data": { "file": ["a.csv", "b‸.csv"] } }')).toMatchObject({
      kind: "file",
      file: "b.csv",
    });
    expect(place('{ "data": { "fi‸le": 3 } }')).toBeUndefined();
  });

  it("is a column in the lists, and where it is written or made", () => {
    for (const key of ["inputs", "targets"])
      expect(place(`{ "data": { "${key}": ["x", "‸y"] } }`)).toEqual({
        kind: "column",
        column: "y",
        word: '"y"',
      });
    expect(place('{ "data": { "values": { "‸a\\"b": [1] } } }')).toMatchObject({ column: 'a"b' });
    expect(place('{ "data": { "generate": { "‸x": { "from": 1 } } } }')).toMatchObject({ column: "x" });
  });

  it("is nothing else", () => {
    for (const text of [
      '{ "data": { "in‸puts": ["x"] } }',
      '{ "data": { "generate": { "y": "si‸n(x)" } } }',
      '{ "data": { "values": { "x": ["‸a"] } } }',
      '{ "data": { "generate": { "x": { "fr‸om": 1 } } } }',
      '{ "title": "da‸ta" }',
      '{ "network": { "data": "‸x" } }',
      "‸",
      "{‸",
    ])
      expect(place(text)).toBeUndefined();
  });
});

describe("a gap for a name", () => {
  it("is a whole text between quotes", () => {
    expect(gap('{ "data": { "file": "da‸ta/x" } }')).toEqual({
      kind: "file",
      typed: "da",
      taken: [],
      replaced: '"data/x"',
    });
    expect(gap('{ "data": { "file": ‸ } }')).toEqual({ kind: "file", typed: "", taken: [], replaced: "" });
    expect(gap('{ "data": { "file": ["a.csv", "‸"] } }')).toEqual({
      kind: "file",
      typed: "",
      taken: ["a.csv"],
      replaced: '""',
    });
    expect(gap('{ "data": { "inputs": ["a", "‸"] } }')).toEqual({
      kind: "column",
      typed: "",
      taken: ["a"],
      replaced: '""',
    });
    expect(gap('{ "data": { "targets": [‸] } }')).toEqual({
      kind: "column",
      typed: "",
      taken: [],
      replaced: "",
    });
    expect(gap('{ "data": { "inputs": ["a", ‸] } }')).toMatchObject({
      kind: "column",
      taken: ["a"],
      replaced: "",
    });
  });

  it("ends at the cursor where the text is not closed", () => {
    expect(gap('{ "data": { "inputs": ["a‸ ] } }')).toMatchObject({
      kind: "column",
      typed: "a",
      replaced: '"a',
    });
    expect(gap('{ "data": { "file": "‸')).toMatchObject({ kind: "file", typed: "", replaced: '"' });
  });

  it("is nowhere else", () => {
    for (const text of [
      '{ "data": { "fi‸le": "" } }',
      '{ "data": { "file": "a" ‸ } }',
      '{ "data": { "inputs": ["a"]‸ } }',
      '{ "data": { "window": "‸" } }',
      '{ "targets": ["‸"] }',
      '{ "data": { "inputs": [1‸] } }',
    ])
      expect(gap(text)).toBeUndefined();
  });

  it("is looked for in any text at any place", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"data"',
      '"inputs"',
      ":",
      ",",
      '"',
      "file",
      " ",
      "\n",
      "\\",
    );
    fc.assert(
      fc.property(fc.array(pieces), fc.nat(), (parts, at) => {
        const text = parts.join("");
        const offset = at % (text.length + 1);
        const found = dataGapAt(text, offset);
        if (found) expect(found.offset + found.length).toBeLessThanOrEqual(text.length);
        dataPlaceAt(text, offset);
      }),
    );
  });
});
