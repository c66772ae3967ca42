import { describe, expect, it } from "vitest";
import { mayNameData } from "../../src/editor/data-position.ts";

describe("a place for the name of a file or a column", () => {
  it("is after these keys alone", () => {
    for (const before of [
      '{ "data": { "file": ',
      '{ "data": { "file": "da',
      '{ "data": { "file": ["a.csv", "b',
      '{ "data": { "inputs": [',
      '{ "data": { "inputs": ["a", ',
      '{ "data": { "inputs": ["a]{", // one\n  "b\\"c", "',
      '{ "data": { "targets" : [\n  "x',
    ])
      expect(mayNameData(before)).toBe(true);
    for (const before of [
      "",
      '{ "data": { "fi',
      '{ "data": { "file": "a" ',
      '{ "data": { "file": "a", "',
      '{ "data": { "inputs": ["a"]',
      '{ "data": { "inputs": ["a"], "window": { "',
      '{ "network": { "layers": [{ "activation": "',
    ])
      expect(mayNameData(before)).toBe(false);
  });

  it("is told at once, whatever the text", () => {
    const begun = performance.now();
    for (const piece of ['"inputs": [', '"', "\\", '"inputs": [ "', ", ", '"a" ', "[", "//"])
      mayNameData(`"inputs": [${piece.repeat(25_000)}{`);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
