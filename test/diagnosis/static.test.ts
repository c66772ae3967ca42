import { describe, expect, it } from "vitest";
import { largestSize, smallestSpread } from "../../src/diagnosis/scale.ts";
import { checkBeforeTraining } from "../../src/diagnosis/static.ts";
import { column, model, primaryOf, severityOf, statistics } from "./world.ts";

describe("output-units", () => {
  it("tells the width that the targets have, and fixes it", () => {
    const [finding, ...others] = checkBeforeTraining(
      model({ layers: [{ units: 8 }, { units: 2 }] }),
      statistics(),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: "output-units",
      severity: "error",
      primary: true,
      path: ["network", "layers", 1, "units"],
      fixes: [{ preferred: true, edits: [{ path: ["network", "layers", 1, "units"], value: 1 }] }],
    });
    expect(finding?.message).toBe(
      'The last dense layer gives 2 values and the targets have 1 ("y"). Set its units to 1.',
    );
  });
  it("says what is predicted: next values, or classes", () => {
    const windowed = statistics({ windowed: true, outputWidth: 5 });
    expect(checkBeforeTraining(model(), windowed)[0]?.message).toContain('5 next values of "y"');
    const classes = statistics({
      labels: ["a", "b", "c"],
      outputWidth: 3,
      targets: [column({ kind: "class" })],
    });
    expect(checkBeforeTraining(model(), classes)[0]?.message).toContain('3 classes of "y"');
  });
  it("is silent where they agree", () => {
    expect(checkBeforeTraining(model(), statistics())).toEqual([]);
  });
  it("looks through layers that give as many values as they take", () => {
    const layers = [{ units: 8 }, { units: 2 }, { type: "batchNorm" }];
    const [finding] = checkBeforeTraining(model({ layers }), statistics());
    expect(finding?.path).toEqual(["network", "layers", 1, "units"]);
  });
  it("offers a dense layer where there is none", () => {
    const [finding] = checkBeforeTraining(
      model({ layers: [{ type: "layerNorm" }] }),
      statistics({ inputWidth: 4 }),
    );
    expect(finding).toMatchObject({
      rule: "output-units",
      path: ["network", "layers", 0],
      fixes: [{ edits: [{ path: ["network", "layers", 1], value: { units: 1 } }] }],
    });
  });
});

describe("activation-loss-mismatch", () => {
  const check = (layers: object[], loss: string, more = {}) =>
    checkBeforeTraining(model({ layers, loss }), statistics(more)).filter(
      ({ rule }) => rule === "activation-loss-mismatch",
    );
  const classes = { labels: ["a", "b", "c"], outputWidth: 3, targets: [column({ kind: "class" as const })] };

  it("wants softmax before crossEntropy", () => {
    const [finding] = check([{ units: 3, activation: "sigmoid" }], "crossEntropy", classes);
    expect(finding).toMatchObject({
      severity: "warning",
      path: ["network", "layers", 0, "activation"],
      fixes: [
        { preferred: true, edits: [{ path: ["network", "layers", 0, "activation"], value: "softmax" }] },
      ],
    });
    expect(
      check([{ units: 3 }, { type: "activation", activation: "softmax" }], "crossEntropy", classes),
    ).toEqual([]);
  });
  it("wants sigmoid before binaryCrossEntropy, as a layer where the last one has no activation", () => {
    expect(check([{ units: 1 }], "binaryCrossEntropy")).toHaveLength(1);
    expect(check([{ units: 1, activation: "sigmoid" }], "binaryCrossEntropy")).toEqual([]);
    const [finding] = check([{ units: 1 }, { type: "batchNorm" }], "binaryCrossEntropy");
    expect(finding).toMatchObject({
      path: ["network", "layers", 1],
      fixes: [
        { edits: [{ path: ["network", "layers", 2], value: { type: "activation", activation: "sigmoid" } }] },
      ],
    });
  });
  it("tells softmax on one unit, which is always 1", () => {
    for (const loss of ["mse", "binaryCrossEntropy"])
      expect(check([{ units: 1, activation: "softmax" }], loss)).toMatchObject([
        { path: ["network", "layers", 0, "activation"] },
      ]);
  });
  it("tells softmax on one unit in the middle of the network too", () => {
    const softmax = { type: "activation", activation: "softmax" };
    for (const [layers, index] of [
      [[{ units: 1, activation: "softmax" }, { units: 1 }], 0],
      [[{ units: 4 }, { units: 1 }, softmax, { units: 1 }], 2],
    ] as const)
      expect(check([...layers], "mse")).toMatchObject([
        {
          path: ["network", "layers", index, "activation"],
          fixes: [{ edits: [{ path: ["network", "layers", index, "activation"], value: "sigmoid" }] }],
        },
      ]);
    expect(check([{ units: 2, activation: "softmax" }, { units: 1 }], "mse")).toEqual([]);
  });
  it("tells a regression loss on classes, and makes it a classification", () => {
    expect(check([{ units: 3 }], "mse", classes)).toMatchObject([
      {
        path: ["network", "loss"],
        fixes: [
          {
            edits: [
              { path: ["network", "loss"], value: "crossEntropy" },
              { path: ["network", "layers", 0, "activation"], value: "softmax" },
            ],
          },
        ],
      },
    ]);
  });
});

describe("shape-mismatch", () => {
  it("tells a first layer that has no input", () => {
    const findings = checkBeforeTraining(model(), statistics({ inputWidth: 0, inputs: [] }));
    expect(primaryOf(findings)).toBe("shape-mismatch");
    expect(findings[0]?.path).toEqual(["network", "layers", 0]);
  });
});

describe("output-range", () => {
  const check = (activation: string, min: number, max: number, loss = "mse", more = {}) =>
    checkBeforeTraining(
      model({ layers: [{ units: 4 }, { units: 2, activation }], loss }),
      statistics({
        targets: [column({ min, max, mean: 0, deviation: 0.5, ...more })],
        windowed: true,
        outputWidth: 2,
      }),
    ).find(({ rule }) => rule === "output-range");

  it.each([
    ["relu", -0.5, 2],
    ["quadratic", -0.5, 2],
    ["exponential", -0.5, 2],
    ["sigmoid", 0, 1.5],
    ["sigmoid", -0.5, 1],
    ["tanh", -1.5, 1],
    ["softmax", 0, 1.5],
  ])("warns of %s for targets from %d to %d", (activation, min, max) => {
    expect(check(activation, min, max)).toMatchObject({
      severity: "warning",
      primary: true,
      path: ["network", "layers", 1, "activation"],
      fixes: [{ edits: [{ path: ["network", "layers", 1, "activation"], value: "identity" }] }],
    });
  });
  it.each([
    ["identity", -1e9, 1e9],
    ["relu", 0, 1e9],
    ["quadratic", 0, 5],
    ["exponential", 0, 5],
    ["sigmoid", 0, 1],
    ["tanh", -1, 1],
    ["softmax", 0, 1],
  ])("leaves %s alone for targets from %d to %d", (activation, min, max) => {
    expect(check(activation, min, max)).toBeUndefined();
  });
  it("allows a hundredth of the range beyond the end", () => {
    expect(check("relu", -0.01, 1)).toBeUndefined();
    expect(check("relu", -0.02, 1)).toBeDefined();
  });
  it("looks at normalized targets as the network sees them", () => {
    expect(check("sigmoid", 5, 7, "mse", { offset: 5, scale: 2 })).toBeUndefined();
    expect(check("relu", 5, 7, "mse", { offset: 6, scale: 1 })?.message).toContain(
      "from -1 to 1 once normalized",
    );
  });
  it("does not judge classes, and a constant within reach", () => {
    expect(check("relu", -1, 1, "mse", { kind: "class" })).toBeUndefined();
    expect(check("sigmoid", 1, 1, "mse", { deviation: 0 })).toBeUndefined();
    expect(check("sigmoid", 2, 2, "mse", { deviation: 0 })).toBeDefined();
  });
  it("changes a cross entropy too, which needs probabilities", () => {
    expect(check("sigmoid", 0, 6, "binaryCrossEntropy")?.fixes[0]?.edits).toHaveLength(2);
  });
});

describe("inputs-not-normalized, targets-not-normalized", () => {
  const check = (mean: number, deviation: number, data = {}, more = {}) =>
    checkBeforeTraining(
      model({ data }),
      statistics({ targets: [column({ mean, deviation, ...more })] }),
    ).filter(({ rule }) => rule.endsWith("not-normalized"));

  it("is a hint on both sides of its threshold", () => {
    expect(severityOf(check(largestSize + 0.01, 0.1), "targets-not-normalized")).toBe("hint");
    expect(check(largestSize - 0.1, 0.1)).toEqual([]);
    expect(check(0, largestSize - 0.01)).toEqual([]);
    expect(check(0, smallestSpread / 2)).toHaveLength(1);
    expect(check(0, smallestSpread * 2)).toEqual([]);
  });
  it("never makes a hint primary", () => {
    expect(primaryOf(check(1000, 1))).toBeUndefined();
  });
  it("leaves normalized, class and constant columns alone", () => {
    expect(check(1000, 1, { normalize: "standard" }, { offset: 1000, scale: 1 })).toEqual([]);
    expect(check(1000, 1, {}, { kind: "class" })).toEqual([]);
    expect(check(1000, 0)).toEqual([]);
    const constant = checkBeforeTraining(
      model(),
      statistics({ inputs: [column({ mean: 9, deviation: 0 })] }),
    );
    expect(severityOf(constant, "inputs-not-normalized")).toBeUndefined();
  });
  it("normalizes the side that needs it, both where both do", () => {
    const both = statistics({ inputs: [column({ mean: 6 })], targets: [column({ mean: 6 })] });
    const [finding] = checkBeforeTraining(model(), both);
    expect(finding?.fixes[0]?.edits).toEqual([{ path: ["data", "normalize"], value: "standard" }]);
    expect(check(6, 1)[0]?.fixes[0]?.edits[0]?.value).toEqual({ inputs: "none", targets: "standard" });
  });
  it("says one word for both sides where the targets are never normalized", () => {
    const labelled = model({ layers: [{ units: 1, activation: "sigmoid" }], loss: "binaryCrossEntropy" });
    const [finding] = checkBeforeTraining(
      labelled,
      statistics({ inputs: [column({ mean: 6 })], targets: [column({ min: 0, max: 1 })] }),
    );
    expect(finding?.fixes[0]?.edits[0]?.value).toBe("standard");
  });
  it("keeps targets within reach of the last activation", () => {
    const [finding] = checkBeforeTraining(
      model({ layers: [{ units: 1, activation: "relu" }] }),
      statistics({ targets: [column({ mean: 6, min: 5, max: 7 })] }),
    );
    expect(finding?.fixes[0]?.edits[0]?.value).toEqual({ inputs: "none", targets: "minMax" });
  });
  it("points at the side where the file names both", () => {
    const [finding] = check(6, 1, { normalize: { inputs: "standard", targets: "none" } });
    expect(finding?.path).toEqual(["data", "normalize", "targets"]);
    expect(finding?.fixes[0]?.edits[0]?.value).toBe("standard");
  });
});
