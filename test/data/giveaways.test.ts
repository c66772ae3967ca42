import { describe, expect, it } from "vitest";
import { load } from "./model.ts";

const draw = { normal: [0, 1], count: 40 };
const numbers = (of: (row: number) => number, rows = 40) => Array.from({ length: rows }, (_, row) => of(row));
/** Numbers without a pattern that a line could follow. */
const noise = (salt: number, rows = 40) =>
  numbers((row) => Math.sin((row + 1) * (row + salt) * 12.9898), rows);
const given = async (data: object, loss = "mse", training = {}) =>
  (await load({ split: { order: "sequential" }, ...data }, loss, training)).statistics.giveaways ?? [];

describe("an input that holds the target", () => {
  it("is the very column", async () => {
    const values = { a: noise(1), y: noise(2) };
    expect(await given({ values, inputs: ["a", "y"], targets: ["y"] })).toEqual([
      { input: "y", target: "y", relation: "same", factor: 1, offset: 0, ahead: false },
    ]);
    expect(await given({ values })).toEqual([]);
  });

  it("has the same values, also rounded and in float32", async () => {
    const y = noise(2);
    for (const copy of [y, y.map((value) => Number(value.toFixed(4)))])
      for (const precision of ["float32", "float64"])
        for (const normalize of ["none", "standard", "minMax"])
          expect(
            await given({ values: { a: noise(1), copy, y }, normalize }, "mse", { precision }),
          ).toMatchObject([{ input: "copy", target: "y", relation: "equal" }]);
  });

  it("is the target in other units", async () => {
    const celsius = noise(2).map((value) => 20 + 10 * value);
    const fahrenheit = celsius.map((value) => Number((1.8 * value + 32).toFixed(2)));
    const values = { a: noise(1), fahrenheit, celsius };
    const [giveaway, ...others] = await given({ values, normalize: "standard" });
    expect(others).toEqual([]);
    expect(giveaway).toMatchObject({ input: "fahrenheit", relation: "scaled" });
    expect(giveaway?.factor).toBeCloseTo(1 / 1.8, 3);
    expect(giveaway?.offset).toBeCloseTo(-32 / 1.8, 1);
    const half = celsius.map((value) => Number((value / 2).toFixed(3)));
    expect((await given({ values: { a: noise(1), half, celsius } }))[0]?.offset).toBe(0);
  });

  it("is not one that is near the target, on either side of the tolerance", async () => {
    const y = noise(2);
    const range = Math.max(...y) - Math.min(...y);
    const off = (part: number) =>
      given({
        values: { a: noise(1), near: y.map((value, row) => value + (row === 20 ? part * range : 0)), y },
      });
    expect(await off(0.0005)).toHaveLength(1);
    expect(await off(0.002)).toEqual([]);
  });

  it("has another word for each label, as text or as a number", async () => {
    const kind = numbers((row) => row % 3).map((code) => ["low", "mid", "high"][code] as string);
    const word = kind.map((label) => label.toUpperCase());
    const code = kind.map((label) => label.length * 7);
    const other = numbers((row) => row % 4).map(String);
    expect(await given({ values: { a: noise(1), word, kind } }, "crossEntropy")).toMatchObject([
      { input: "word", target: "kind", relation: "recoded" },
    ]);
    const distinct = code.map((value, row) => value + (kind[row] === "mid" ? 1 : 0));
    expect(await given({ values: { a: noise(1), distinct, kind } }, "crossEntropy")).toHaveLength(1);
    // "low" and "mid" have the same length: this one does not tell them apart.
    expect(await given({ values: { a: noise(1), code, kind } }, "crossEntropy")).toEqual([]);
    expect(await given({ values: { a: noise(1), other, kind } }, "crossEntropy")).toEqual([]);
  });

  it("is a flag turned round", async () => {
    const yes = numbers((row) => ((row * row) % 7) % 2);
    const no = yes.map((value) => 1 - value);
    const text = yes.map((value) => (value ? "yes" : "no"));
    for (const values of [
      { a: noise(1), no, yes },
      { a: noise(1), text, yes },
    ])
      expect(await given({ values }, "binaryCrossEntropy")).toHaveLength(1);
    const short = (cells: readonly (number | string)[]) => cells.slice(0, 19);
    expect(await given({ values: { a: short(noise(1)), no: short(no), yes: short(yes) } })).toEqual([]);
  });

  it("holds the next value, with a window", async () => {
    const y = noise(2);
    const next = [...y.slice(1), 0.3];
    const data = { targets: ["y"], window: { size: 3 } };
    expect(await given({ values: { y, next }, inputs: ["y", "next"], ...data })).toMatchObject([
      { input: "next", target: "y", relation: "equal", ahead: true },
    ]);
    expect(await given({ values: { y, same: y }, inputs: ["y", "same"], ...data })).toEqual([]);
    expect(await given({ values: { y }, ...data })).toEqual([]);
  });
});

describe("no leak", () => {
  it("is a line over the only input", async () => {
    expect(await given({ values: { x: noise(1), y: noise(1).map((x) => 2 * x + 3) } })).toEqual([]);
    expect(await given({ generate: { x: { from: 1, to: 40, step: 1 }, y: "2 * x + 3" } })).toEqual([]);
  });
  it("is a target that a rule makes of an input, but an input made of the target is one", async () => {
    expect(await given({ generate: { a: draw, b: draw, y: "2 * a" } })).toEqual([]);
    expect(await given({ generate: { a: draw, y: draw, b: "2 * y" }, targets: ["y"] })).toMatchObject([
      { input: "b", relation: "scaled" },
    ]);
  });
  it("is a network that predicts all it is given", async () => {
    const columns = ["a", "b"];
    expect(await given({ values: { a: noise(1), b: noise(2) }, inputs: columns, targets: columns })).toEqual(
      [],
    );
  });
  it("is a truth table, however often it is repeated", async () => {
    const a = numbers((row) => row % 2);
    const b = numbers((row) => Math.floor(row / 2) % 2);
    const xor = a.map((value, row) => value ^ (b[row] as number));
    expect(await given({ values: { a, b, xor } }, "binaryCrossEntropy")).toEqual([]);
  });
  it("is what few rows or a constant may look like", async () => {
    const few = noise(2, 9);
    expect(await given({ values: { a: noise(1, 9), copy: few, y: few } })).toEqual([]);
    const constant = numbers(() => 5);
    expect(await given({ values: { a: noise(1), copy: constant, y: constant } })).toEqual([]);
    // In float32 these are a handful of numbers: whether they agree cannot be told.
    const far = noise(3).map((value) => 1e8 + value);
    expect(
      await given({ values: { a: noise(1), b: noise(2), y: far } }, "mse", { precision: "float32" }),
    ).toEqual([]);
  });
});
