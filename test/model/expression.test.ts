import fc from "fast-check";
import { all, create } from "mathjs";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/data/evaluate.ts";
import { ExpressionError, parseExpression } from "../../src/model/expression.ts";

const math = create(all ?? {}, { predictable: true });

const evaluate = (text: string, x = 0, y = 0): number => {
  const expression = parseExpression(text, { names: ["x", "y", "i"], draws: true });
  const values: Record<string, number> = { x, y };
  return compile(expression, {
    of: (name) => (row) => values[name] ?? row,
    draw: { uniform: () => 0.25, normal: () => -1 },
  })(3);
};

/** What mathjs makes of it as a real number. */
const reference = (text: string, x: number, y: number): number => {
  const value: unknown = math.evaluate(text, { x, y, i: 3 });
  return typeof value === "number" || typeof value === "boolean" ? Number(value) : Number.NaN;
};

const same = (actual: number, expected: number): boolean =>
  Object.is(actual, expected) ||
  actual === expected ||
  Math.abs(actual - expected) <= 1e-13 * Math.abs(expected);

describe("expressions", () => {
  it.each([
    "-x^2",
    "2^3^2",
    "2 x + 3",
    "x % 3 + y mod 2",
    "mod(x, 2.5)",
    "x < y ? 1 : x == y ? 2 : 3",
    "not x and y or 1",
    "x < 1 < y",
    "1/3x",
    "(-8)^(1/3)",
    "x^(2/3)",
    "x^0.1",
    "x^pi",
    "0.1 + 0.2 == 0.3",
    "round(2.5) + round(-2.5)",
    "round(x, 2)",
    "floor(3 - 1e-15)",
    "ceil(x / 3)",
    "min(x, y, 3) - max(x, y)",
    "log(x, 10)",
    "sign(-3) + cbrt(-8)",
    "sqrt(-1)",
    "sign(sqrt(-1))",
    "atan2(y, x)",
    "i * pi + e",
    "- - x",
    "-3 % 2",
    "x != y",
    "+x",
    "5% + 10 % 3",
    "log2(8) + log10(1000)",
    "(x > 2) + (y >= 1)",
  ])("%s means what it means in mathjs", (text) => {
    for (const [x, y] of [
      [0, 0],
      [2, 2],
      [-8, 3],
      [0.1, -7.25],
      [1e6 + 0.5, 1e-9],
    ] as const)
      expect([text, x, y, same(evaluate(text, x, y), reference(text, x, y))]).toEqual([text, x, y, true]);
  });

  it("agrees with mathjs on random expressions", () => {
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom("x", "y", "i", "pi", "2", "0.5", "3"),
        fc
          .tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/", "%", "<", ">=", "and", "or"), tie("tree"))
          .map(([a, op, b]) => `(${a}) ${op} (${b})`),
        // Of a negative base to an irrational power mathjs now and then makes a root, where the power is within 1e-14 of
        // a fraction; we do so within 1e-15.
        fc
          .tuple(tie("tree"), fc.constantFrom("x", "y", "i", "2", "0.5", "3"))
          .map(([a, power]) => `(${a}) ^ ${power}`),
        fc
          .tuple(fc.constantFrom("-", "not ", "abs", "sin", "tanh", "floor", "round", "sign"), tie("tree"))
          .map(([f, a]) => `${f}(${a})`),
        fc.tuple(tie("tree"), tie("tree"), tie("tree")).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
      ),
    }));
    const number = fc.constantFrom(-2.5, -1, 0, 0.1, 1, 2, 7.75);
    fc.assert(
      fc.property(tree, number, number, (text, x, y) => same(evaluate(text, x, y), reference(text, x, y))),
      { numRuns: 400 },
    );
  });

  it("draws where it may", () => {
    expect(evaluate("uniform() + 2 * normal()")).toBe(-1.75);
    expect(() => parseExpression("x * normal()", { names: ["x"], draws: false })).toThrow(ExpressionError);
  });

  it.each([
    ["import('fs')", /"import" is not known/],
    ["x.constructor", /only numbers/],
    ["[1, 2]", /only numbers/],
    ["f(x) = x", /only numbers/],
    ["x = 3", /only numbers/],
    ["x; y", /only numbers/],
    ['"text"', /only numbers/],
    ["true", /only numbers/],
    ["x!", /operator "!" is not known/],
    ["5 cm", /"cm" is not known/],
    ["evaluate('1')", /"evaluate" is not known/],
    ["x'", /operator "'" is not known/],
    ["sine(x)", /did you mean "sin"/],
    ["toString(x)", /"toString" is not known/],
    ["hasOwnProperty", /not known/],
    ["sin", /is a function/],
    ["x(y)", /to multiply/],
    ["sin(x, y)", /takes 1 arguments/],
    ["normal(0, 1)", /no arguments/],
    ["x +", /Unexpected end/],
    ["", /./],
    [`${"(".repeat(100_000)}x${")".repeat(100_000)}`, /too deeply/],
    [`x${" + x".repeat(50_000)}`, /too deeply/],
  ])("refuses %#", (text, message) => {
    expect(() => evaluate(text)).toThrow(message);
    expect(() => evaluate(text)).toThrow(ExpressionError);
  });
});
