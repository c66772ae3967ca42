import { describe, expect, it } from "vitest";
import { parseModelFile } from "../../src/model/parse.ts";
import { modelText } from "../model/texts.ts";
import { failure, load } from "./model.ts";

const number = { values: { x: [1, 2, 3, 4], y: [1, 0, 0, 1] } };
const label = { values: { x: [1, 2, 3, 4], y: ["a", "b", "b", "a"] } };

describe("metrics that do not fit", () => {
  it.each([
    [number, "mse", "accuracy", /predicts numbers/],
    [number, "huber", "auc", /predicts numbers/],
    [label, "crossEntropy", "rmse", /holds labels/],
    [label, "binaryCrossEntropy", "r2", /holds labels/],
    [number, "crossEntropy", "mae", /holds labels/],
  ])("%j, %s: %s", async (data, loss, metric, message) => {
    const error = await failure(
      load(data, loss, { metrics: [loss === "mse" || loss === "huber" ? "mae" : "f1", metric] }),
    );
    expect(error.path).toEqual(["training", "metrics", 1]);
    expect(error.message).toMatch(message);
    expect(error.fixes[0]?.edits).toEqual([{ path: error.path }]);
  });

  it.each([
    [number, "mse", ["mae", "rmse", "r2"]],
    [number, "binaryCrossEntropy", ["accuracy", "auc", "mae"]],
    [label, "crossEntropy", ["accuracy", "precision", "recall", "f1", "auc"]],
    [label, "mse", ["mae", "accuracy"]],
  ])("%j, %s: %s fit", async (data, loss, metrics) => {
    await expect(load(data, loss, { metrics })).resolves.toBeDefined();
  });

  it("tells a metric that is there twice, or that there is not", () => {
    const findings = (metrics: unknown) =>
      parseModelFile(modelText({ training: { epochs: 1, metrics } })).findings;
    expect(findings(["mae", "r2", "mae"])).toMatchObject([{ path: ["training", "metrics", 2] }]);
    expect(findings(["acuracy"])[0]?.message).toMatch(/accuracy/);
    expect(findings([])).toEqual([]);
  });
});
