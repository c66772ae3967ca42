import { describe, expect, it } from "vitest";
import { constantLoss } from "../../src/data/baselines.ts";
import { DataErrors } from "../../src/data/error.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { modelText } from "../model/texts.ts";
import { failure, load, loadFile } from "./model.ts";

const values = { x: [1, 2, 3, 4, 5, 6, 7, 8], y: ["b", "a", "a", "c", "a", "b", "a", "a"] };
const three = { values, split: { order: "sequential" } };
const zeroOne = { values: { x: [1, 2, 3, 4], y: [1, 0, 0, 0] } };
const margins = { values: { x: [1, 2, 3, 4], y: [1, -1, -1, -1] } };
const weights = async (data: object, loss: string, classWeights: unknown) => [
  ...((await load(data, loss, { classWeights })).sampleWeights ?? []),
];

describe("class weights", () => {
  it("are n / (classes · count) where balanced, over the training rows", async () => {
    const [a, b, c] = [8 / 15, 8 / 6, 8 / 3];
    expect(await weights(three, "crossEntropy", "balanced")).toEqual([b, a, a, c, a, b, a, a]);
    const split = { validation: 0.5, order: "sequential" };
    // Of the first four rows b and c are one each, and a two.
    expect(await weights({ values, split }, "crossEntropy", "balanced")).toEqual(
      values.y.map((label) => (label === "a" ? 4 / 6 : 4 / 3)),
    );
    expect(await weights(zeroOne, "binaryCrossEntropy", "balanced")).toEqual([2, 2 / 3, 2 / 3, 2 / 3]);
    expect(await weights(margins, "hinge", "balanced")).toEqual([2, 2 / 3, 2 / 3, 2 / 3]);
  });

  it("are those of the labels, and 1 for a label that is not named", async () => {
    expect(await weights(three, "crossEntropy", { a: 0.5, c: 0 })).toEqual([
      1, 0.5, 0.5, 0, 0.5, 1, 0.5, 0.5,
    ]);
    expect(await weights(margins, "hinge", { "-1": 3 })).toEqual([1, 3, 3, 3]);
    expect(await weights(zeroOne, "crossEntropy", { 1: 7 })).toEqual([7, 1, 1, 1]);
    expect((await load(three, "crossEntropy")).sampleWeights).toBeUndefined();
  });

  it("of a window belong to the predicted row", async () => {
    const data = { values: { s: [0, 0, 1, 0, 1, 1] }, window: { size: 2 }, targets: ["s"] };
    expect(await weights(data, "binaryCrossEntropy", { 1: 4 })).toEqual([4, 1, 4, 4]);
  });

  it("count in the loss of the best constant", async () => {
    const dataset = await load(three, "crossEntropy", { classWeights: "balanced" });
    expect(dataset.statistics.baselines.constantLoss).toBeCloseTo(Math.log(3), 12);
    expect(
      (await load(zeroOne, "binaryCrossEntropy", { classWeights: "balanced" })).statistics.baselines
        .constantLoss,
    ).toBeCloseTo(Math.LN2, 12);
    expect(
      (await load(margins, "hinge", { classWeights: { 1: 2 } })).statistics.baselines.constantLoss,
    ).toBeCloseTo(0.8, 12);
    const { sampleWeights: _, ...plain } = dataset;
    expect(constantLoss(plain, "crossEntropy")).toBeLessThan(1);
  });

  it("are told where they cannot be", async () => {
    const error = (data: object, loss: string, classWeights: unknown) =>
      failure(load(data, loss, { classWeights }));
    const unknown = await error(three, "crossEntropy", { a: 1, bb: 2 });
    expect(unknown.path).toEqual(["training", "classWeights", "bb"]);
    expect(unknown.message).toMatch(/Did you mean "b"/);
    expect(unknown.fixes[0]?.edits).toEqual([
      { path: ["training", "classWeights", "bb"] },
      { path: ["training", "classWeights", "b"], value: 2 },
    ]);
    expect((await error(zeroOne, "binaryCrossEntropy", { 2: 1 })).message).toMatch(/The labels are: 0, 1/);
    await expect(load(three, "crossEntropy", { classWeights: { x: 1, y: 1 } })).rejects.toBeInstanceOf(
      DataErrors,
    );
    const two = { values: { x: [1, 2], y: [0, 1], z: [1, 0] }, targets: ["y", "z"] };
    const soft = { values: { x: [1, 2], y: [0.25, 1] } };
    for (const wrong of [
      await error(zeroOne, "mse", "balanced"),
      await error(three, "mse", { a: 2 }),
      await error(two, "crossEntropy", "balanced"),
      await error(two, "binaryCrossEntropy", { 1: 2 }),
      await error(soft, "binaryCrossEntropy", { 1: 2 }),
      await error(three, "crossEntropy", { a: 0, b: 0, c: 0 }),
    ])
      expect(wrong.path).toEqual(["training", "classWeights"]);
    const findings = (classWeights: unknown) =>
      parseModelFile(modelText({ training: { epochs: 1, classWeights } })).findings;
    expect(findings({ a: -1 })[0]?.path).toEqual(["training", "classWeights", "a"]);
    expect(findings("balance")[0]?.message).toMatch(/"balanced"/);
    expect(findings({ __proto__: 1, a: 2 })).toEqual([]);
  });
});

describe("targets that a loss cannot take", () => {
  it.each([
    [
      "hinge",
      "x,y\n1,1\n2,0\n3,-1",
      3,
      /^data.csv, line 3: 0 in column "y": hinge takes the targets -1 and 1/,
    ],
    ["hinge", "x,y\n1,no\n2,yes", 2, /"no" in column "y": hinge/],
    ["poisson", "x,y\n1,3\n2,0\n3,-2", 4, /-2 in column "y": poisson/],
    ["binaryCrossEntropy", "x,y\n1,0\n2,1\n3,2", 4, /2 in column "y": binaryCrossEntropy/],
  ])("%s: %j", async (loss, text, line, message) => {
    const error = await failure(loadFile(text, {}, { loss }));
    expect(error.at?.line).toBe(line);
    expect(error.message).toMatch(message);
  });

  it("are never normalized under binaryCrossEntropy, hinge and poisson", async () => {
    const data = { values: { x: [1, 2, 3, 4], y: [1, 0, 0, 1] }, normalize: "standard" };
    expect([...(await load(data, "binaryCrossEntropy")).targets.values]).toEqual([1, 0, 0, 1]);
    expect([...(await load(data, "poisson")).targets.values]).toEqual([1, 0, 0, 1]);
    const signs = { ...data, values: { x: [1, 2, 3, 4], y: [1, -1, -1, 1] } };
    expect([...(await load(signs, "hinge")).targets.values]).toEqual([1, -1, -1, 1]);
    const names = { ...data, values: { x: [1, 2, 3], y: ["a", "b", "c"] } };
    const error = await failure(load(names, "binaryCrossEntropy"));
    expect([error.path, error.fixes[0]?.edits[0]?.value]).toEqual([["network", "loss"], "crossEntropy"]);
  });
});
