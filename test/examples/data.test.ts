import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { denormalizeElement } from "../../src/data/denormalize.ts";
import { loadDataset } from "../../src/data/load.ts";
import { Trainer } from "../../src/engine/trainer.ts";
import { parseModelFile } from "../../src/model/parse.ts";
import { folder, memoryLimit, names, open, read, train } from "./examples.ts";
import { mackeyGlassCsv } from "./mackey-glass.ts";

const data = path.join(folder, "data");

describe("the examples' data", () => {
  it("is all used, and its sources and licences are named", () => {
    const files = readdirSync(data).filter((name) => name !== "README.md");
    const sources = readFileSync(path.join(data, "README.md"), "utf8");
    const models = names.map((name) => read(name)).join("");
    for (const file of files) {
      expect(sources).toMatch(
        new RegExp(`^\\| \`${file.replaceAll(".", "\\.")}\` \\|([^|]{10,}\\|){2}[^|]{5,}\\|$`, "m"),
      );
      expect(models).toContain(`"data/${file}"`);
    }
  });

  it("solves the Mackey-Glass equation", () => {
    expect(readFileSync(path.join(data, "mackey-glass.csv"), "utf8")).toBe(mackeyGlassCsv(1500));
  });
});

describe("on samples never seen", () => {
  it.each([
    ["iris", 0.95],
    ["digits", 0.96],
    ["moons", 0.97],
    ["circles", 0.95],
    ["spirals", 0.95],
  ])("%s: accuracy of at least %d", async (name, accuracy) => {
    const { end } = await train(read(`${name}.nn.json`));
    expect(end.validationMetrics?.accuracy).toBeGreaterThanOrEqual(accuracy);
    expect(end.seconds).toBeLessThan(10);
  });

  it("Mackey-Glass: a hundredth of the curve's deviation", async () => {
    const { end } = await train(read("mackey-glass.nn.json"));
    expect(end.validationLoss).toBeLessThan(1e-4);
    expect(end.validationMetrics?.r2).toBeGreaterThan(0.9999);
  });

  it("carbon dioxide in six months: far better than straight lines and than last year's value", async () => {
    const { model } = parseModelFile(read("co2.nn.json"));
    if (!model) throw new Error("co2 is invalid");
    const dataset = await loadDataset(model, open, { memoryLimit });
    const trainer = await Trainer.create({ model, dataset, memoryLimit, threads: 1 });
    const { epochs } = model.training;
    while (trainer.position.epoch < epochs) trainer.run(1000, epochs);
    const samples = dataset.split.validation;
    const predicted = denormalizeElement(dataset.outputElements, trainer.predict(samples), 25);
    trainer.dispose();
    const { error, values, last, touched } = sixMonthsOf(dataset);
    const network = error((_, sample) => predicted[sample] as number);
    // From the value a year before, to which half a year's growth may be added.
    const lastYear = error((week) => values[week - 52] as number);
    const grown = error(
      (week) => (values[week - 52] as number) + (values[week - 26] as number) - (values[week - 78] as number),
    );
    // Through all weeks of training, and through the two years before.
    const ofTraining = line(values, 0, touched);
    const trend = error((week) => ofTraining(week));
    const recent = error((week) => line(values, week - 26 - 103, week - 25)(week));
    expect(last).toBe(values.length - 1);
    expect({ trend, recent, lastYear, grown }).toEqual({
      trend: expect.closeTo(3.68, 1),
      recent: expect.closeTo(2.52, 1),
      lastYear: expect.closeTo(1.71, 1),
      grown: expect.closeTo(0.79, 1),
    });
    expect(network).toBeLessThan(Math.min(trend, recent, lastYear) / 2);
    expect(network).toBeLessThan(grown);
  }, 60_000);
});

/** The weeks that the last outputs of the validation samples stand for, and the mean absolute error of guesses at them. */
function sixMonthsOf({ targets, targetStart, split, outputElements }: Dataset) {
  const values = denormalizeElement(outputElements.slice(0, 1), Float64Array.from(targets.values), 0);
  const weeks = Array.from(split.validation, (sample) => (targetStart[sample] as number) + 25);
  const error = (guess: (week: number, sample: number) => number): number =>
    weeks.reduce((sum, week, sample) => sum + Math.abs(guess(week, sample) - (values[week] as number)), 0) /
    weeks.length;
  return {
    error,
    values,
    last: weeks.at(-1),
    touched: Math.max(...Array.from(split.train, (sample) => (targetStart[sample] as number) + 26)),
  };
}

/** The straight line of least squares through the values from one row up to another. */
function line(values: Float64Array, from: number, to: number): (row: number) => number {
  const part = values.subarray(from, to);
  const middle = (from + to - 1) / 2;
  const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
  const products = part.reduce((sum, value, index) => sum + (from + index - middle) * (value - mean), 0);
  const squares = part.reduce((sum, _, index) => sum + (from + index - middle) ** 2, 0);
  return (row) => mean + (products / squares) * (row - middle);
}
