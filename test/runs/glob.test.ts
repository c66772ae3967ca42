import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { expandBraces, isGlob, nameMatcher } from "../../src/runs/glob.ts";

describe("a name's pattern", () => {
  it.each([
    ["*.csv", "part-01.csv", true],
    ["*.csv", "part-01.csv.gz", false],
    ["*.csv", ".hidden.csv", false],
    [".*.csv", ".hidden.csv", true],
    ["part-??.csv", "part-01.csv", true],
    ["part-??.csv", "part-1.csv", false],
    ["part-[0-9].csv", "part-7.csv", true],
    ["part-[!0-9].csv", "part-7.csv", false],
    ["part-[^0-9].csv", "part-x.csv", true],
    ["[]a]", "]", true],
    ["[a-]", "-", true],
    ["[", "[", true],
    ["?.csv", "\u{1F600}.csv", true],
    ["a.csv", "aXcsv", false],
    ["**a", "cba", true],
  ])("%s, %s: %s", (pattern, name, fits) => {
    expect(nameMatcher(pattern)(name)).toBe(fits);
  });

  it("means what it means elsewhere", () => {
    const text = fc.stringMatching(/^[ab.]{1,8}$/);
    const pattern = fc.array(fc.constantFrom("a", "b", ".", "?", "*", "[ab]", "[!a]"), {
      minLength: 1,
      maxLength: 7,
    });
    fc.assert(
      fc.property(pattern, text, (parts, name) => {
        // What hidden names and those that end in a dot fit is a matter of taste.
        fc.pre(!/^\.|\.$|\.\./.test(name) && !parts.join("").startsWith(".") && parts[0] !== "[!a]");
        const other = picomatch(parts.join("").replaceAll(/\*+/g, "*").replaceAll("[!", "[^"), {
          bash: true,
        });
        expect(nameMatcher(parts.join(""))(name)).toBe(other(name));
      }),
      { numRuns: 20_000 },
    );
  });

  it("takes no time that a long name or many stars could stretch", () => {
    const start = performance.now();
    expect(nameMatcher(`${"*a".repeat(1000)}b`)("a".repeat(5000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("braces", () => {
  it("stand for each of their parts", () => {
    expect(expandBraces("a{b,c{d,e}}.csv").sort()).toEqual(["ab.csv", "acd.csv", "ace.csv"]);
    expect(expandBraces("{a,a}{,.gz}").sort()).toEqual(["a", "a.gz"]);
    expect(expandBraces("a{b}c,d")).toEqual(["a{b}c,d"]);
  });

  it("stand for a thousand patterns at most", () => {
    expect(() => expandBraces("{a,b}".repeat(10))).toThrow(RangeError);
    expect(() => expandBraces(`{${",".repeat(100_000)}}`)).toThrow(RangeError);
    expect(expandBraces("{a,b}".repeat(9))).toHaveLength(512);
  });
});

it("a path without any of its signs is no pattern", () => {
  expect(["a*", "?", "[a]", "{a,b}"].every(isGlob)).toBe(true);
  expect(isGlob("../a (1)+!.csv")).toBe(false);
});
