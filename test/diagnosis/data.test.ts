import { describe, expect, it } from "vitest";
import { largestRatio } from "../../src/diagnosis/rules/class-imbalance.ts";
import { hintFrom } from "../../src/diagnosis/rules/more-parameters-than-data.ts";
import { checkBeforeTraining } from "../../src/diagnosis/static.ts";
import type { Finding, RuleName } from "../../src/protocol/finding.ts";
import type { DataStatistics } from "../../src/protocol/statistics.ts";
import { begin, column, curve, model, observe, primaryOf, severityOf, statistics } from "./world.ts";

const rows = [1, 2, 3];
const ofRule = (findings: readonly Finding[], rule: RuleName) =>
  findings.filter((finding) => finding.rule === rule);

describe("missing-values", () => {
  const check = (data: object, known: Partial<DataStatistics>) =>
    ofRule(checkBeforeTraining(model({ data }), statistics(known)), "missing-values");
  const inputs = [column({ name: "x", missing: 7 })];

  it("counts what is filled or left out, as a hint", () => {
    const [finding] = check({ missing: "mean" }, { inputs });
    expect(finding).toMatchObject({ severity: "hint", path: ["data", "missing"], fixes: [] });
    expect(finding?.message).toBe(
      '7 values are missing, in "x". They are filled with the mean of their column.',
    );
    expect(check({ missing: "drop" }, { inputs, rows: 93, dropped: 7 })[0]?.message).toContain(
      "7 of 100 rows are left out",
    );
    expect(check({ missing: "mean" }, {})).toEqual([]);
  });
  it("would rather interpolate a series, but no text", () => {
    const series = { window: { size: 2 }, targets: ["y"] };
    const holes = { targets: [column({ missing: 2 })], inputs: [column({ missing: 2 })] };
    for (const missing of ["drop", "mean"])
      expect(check({ ...series, missing }, holes)).toMatchObject([
        { fixes: [{ edits: [{ path: ["data", "missing"], value: "interpolate" }] }] },
      ]);
    expect(check({ ...series, missing: "interpolate" }, holes)[0]).toMatchObject({ fixes: [] });
    expect(check({ ...series, missing: "interpolate" }, holes)[0]?.message).toContain("2 values");
    const text = { targets: [column({ missing: 2, kind: "class" })] };
    expect(check({ ...series, missing: "drop" }, text)[0]).toMatchObject({ fixes: [] });
  });
  it("tells a number that stands for a gap, and empties inline cells", () => {
    const values = { x: [1, -999, 3, 2, -999], y: [1, 2, 3, 4, 5] };
    const coded = { inputs: [column({ name: "x", codes: [{ value: -999, rows: 2 }] })] };
    expect(check({ values }, coded)).toMatchObject([
      {
        severity: "hint",
        path: ["data", "values", "x"],
        fixes: [
          {
            preferred: true,
            edits: [
              { path: ["data", "values", "x", 1], value: null },
              { path: ["data", "values", "x", 4], value: null },
              { path: ["data", "missing"], value: "drop" },
            ],
          },
        ],
      },
    ]);
    const [finding] = check({ generate: { x: "1", y: "2" }, inputs: ["x"] }, coded);
    expect(finding).toMatchObject({ path: ["data", "inputs", 0], fixes: [] });
  });
});

describe("leaky-split", () => {
  const giveaway = {
    input: "b",
    target: "y",
    relation: "equal",
    factor: 1,
    offset: 0,
    ahead: false,
  } as const;
  const values = { a: rows, b: rows, y: rows };
  const check = (data: object, known: Partial<DataStatistics>) =>
    checkBeforeTraining(model({ data: { values, ...data } }), statistics({ inputWidth: 2, ...known }));
  const inputs = [column({ name: "a" }), column({ name: "b" })];

  it("warns of an input that holds the target, and leaves it out", () => {
    for (const relation of ["same", "equal", "scaled", "recoded"] as const) {
      const findings = check({}, { inputs, giveaways: [{ ...giveaway, relation }] });
      expect(primaryOf(findings)).toBe("leaky-split");
      expect(findings).toMatchObject([
        {
          severity: "warning",
          path: ["data", "values", "b"],
          fixes: [{ preferred: true, edits: [{ path: ["data", "inputs"], value: ["a"] }] }],
        },
      ]);
    }
    expect(check({ inputs: ["a", "b"] }, { inputs, giveaways: [giveaway] })).toMatchObject([
      { path: ["data", "inputs", 1], fixes: [{ edits: [{ path: ["data", "inputs", 1] }] }] },
    ]);
    const lone = check({ inputs: ["b"] }, { inputs: inputs.slice(1), inputWidth: 1, giveaways: [giveaway] });
    expect(lone).toMatchObject([{ path: ["data", "inputs", 0], fixes: [] }]);
  });
  it("warns of repeated rows, and offers the other order only where that helps", () => {
    const repeated = (knownInOrder: number, split: object = {}) =>
      check({ split }, { repeatedRows: { heldOut: 20, known: 15, knownInOrder } });
    expect(repeated(15)).toMatchObject([{ severity: "warning", path: ["data", "split"], fixes: [] }]);
    expect(repeated(0)).toMatchObject([
      { fixes: [{ preferred: false, edits: [{ path: ["data", "split", "order"], value: "sequential" }] }] },
    ]);
    expect(repeated(0, { order: "sequential" })).toMatchObject([{ fixes: [] }]);
  });
  it("warns of shuffled windows that share values", () => {
    const window = { window: { size: 2 }, split: { validation: 0.2, order: "shuffled" } };
    expect(check(window, { sharedWindows: { heldOut: 9, known: 8 } })).toMatchObject([
      {
        severity: "warning",
        path: ["data", "split", "order"],
        fixes: [{ preferred: true, edits: [{ path: ["data", "split", "order"], value: "sequential" }] }],
      },
    ]);
    expect(check(window, { sharedWindows: { heldOut: 9, known: 0 } })).toEqual([]);
  });
});

describe("constant-column", () => {
  const constant = (changes = {}) => column({ name: "x", mean: 7, min: 7, max: 7, deviation: 0, ...changes });
  const two = { inputs: [constant(), column({ name: "z" })], inputWidth: 2 };
  const twoColumns = model({ data: { values: { x: rows, z: rows, y: rows } } });
  const flat = curve(100, () => 1);

  it("is a hint before training, with a fix that leaves the column out", () => {
    expect(checkBeforeTraining(twoColumns, statistics(two))).toMatchObject([
      {
        rule: "constant-column",
        severity: "hint",
        path: ["data", "values", "x"],
        fixes: [{ edits: [{ path: ["data", "inputs"], value: ["z"] }] }],
      },
    ]);
    expect(checkBeforeTraining(twoColumns, statistics({ ...two, inputs: [column(), column()] }))).toEqual([]);
  });
  it("tells a constant text, and a constant target", () => {
    const text = constant({ kind: "class", mean: 1, min: 0, max: 1 });
    expect(
      checkBeforeTraining(twoColumns, statistics({ ...two, inputs: [text, column({ name: "z" })] })),
    ).toMatchObject([{ rule: "constant-column" }]);
    const target = checkBeforeTraining(model(), statistics({ targets: [constant({ name: "y" })] }));
    expect(target).toMatchObject([
      { rule: "constant-column", severity: "hint", path: ["data", "values", "y"], fixes: [] },
    ]);
  });
  it("tells a constant series once", () => {
    const series = model({ data: { values: { y: rows }, targets: ["y"], window: { size: 2 } } });
    const known = statistics({ inputs: [constant({ name: "y" })], targets: [constant({ name: "y" })] });
    expect(checkBeforeTraining(series, known)).toMatchObject([{ path: ["data", "targets", 0] }]);
  });
  it("warns where nothing else is there and the run is stuck, or where it drowns the others", () => {
    const severity = (known: object, loss: readonly number[]) =>
      severityOf(observe({ model: twoColumns, statistics: statistics(known), loss }), "constant-column");
    expect(severity({ inputs: [constant()] }, flat)).toBe("warning");
    expect(
      severity(
        { inputs: [constant()] },
        curve(100, (epoch) => 1 / epoch),
      ),
    ).toBe("hint");
    expect(severity(two, flat)).toBe("warning");
    expect(severity({ ...two, inputs: [constant({ offset: 7 }), column({ name: "z" })] }, flat)).toBe("hint");
    expect(
      severity(
        two,
        curve(100, (epoch) => 1 / epoch),
      ),
    ).toBe("hint");
  });
});

describe("class-imbalance", () => {
  const network = { layers: [{ units: 1, activation: "sigmoid" }], loss: "binaryCrossEntropy" };
  const classes = (most: number, least: number) => ({
    classes: [
      { label: "no", count: most },
      { label: "yes", count: least },
    ],
  });
  const check = (most: number, least: number, training = {}) =>
    ofRule(
      checkBeforeTraining(model({ ...network, training }), statistics(classes(most, least))),
      "class-imbalance",
    );

  it("is a hint on one side of its threshold", () => {
    expect(check(20 * largestRatio, 20)).toMatchObject([
      {
        severity: "hint",
        path: ["training", "classWeights"],
        fixes: [{ preferred: true, edits: [{ path: ["training", "classWeights"], value: "balanced" }] }],
      },
    ]);
    expect(check(20 * largestRatio - 1, 20)).toEqual([]);
  });
  it("leaves alone what is weighed, what is few, and a class that is not there", () => {
    expect(check(90, 10, { classWeights: "balanced" })).toEqual([]);
    expect(check(16, 3)).toEqual([]);
    expect(check(90, 0)).toEqual([]);
    const many = (rest: number) => [
      { label: 0, count: 100 },
      { label: 1, count: 10 },
      ...Array.from({ length: 10 }, (_, label) => ({ label: label + 2, count: rest })),
    ];
    const told = (rest: number) =>
      severityOf(checkBeforeTraining(model(network), statistics({ classes: many(rest) })), "class-imbalance");
    expect(told(29)).toBe("hint");
    expect(told(30)).toBeUndefined();
  });
  it("warns where the run scores like the majority class, once half of the epochs are done", () => {
    const run = (accuracy: number, changes: { loss?: number; epoch?: number; most?: number } = {}) => {
      const { loss = 1, epoch = 100, most = 90 } = changes;
      return severityOf(
        observe({
          model: model(network),
          statistics: statistics(classes(most, 100 - most)),
          loss: curve(epoch, () => loss),
          curves: { "metrics.accuracy": curve(epoch, () => accuracy) },
          progress: epoch === 100 ? {} : { epochs: 100, ended: undefined },
        }),
        "class-imbalance",
      );
    };
    expect(run(0.9)).toBe("warning");
    expect(run(0.905)).toBe("warning");
    expect(run(0.92)).toBe("hint");
    expect(run(0.9, { epoch: 40 })).toBe("hint");
    expect(run(0.5, { most: 50 })).toBeUndefined();
  });
  it("goes by the loss where accuracy is not measured", () => {
    const run = (loss: number) =>
      severityOf(
        observe({
          model: model(network),
          statistics: statistics(classes(90, 10)),
          loss: curve(100, () => loss),
        }),
        "class-imbalance",
      );
    expect(run(0.95)).toBe("warning");
    expect(run(0.5)).toBe("hint");
  });
});

describe("more-parameters-than-data", () => {
  const network = (units: number) => model({ layers: [{ units, activation: "relu" }, { units: 1 }] });
  const known = (train: number) => statistics({ samples: { train, validation: 20, test: 0 } });
  const hint = (units: number, train: number) =>
    ofRule(checkBeforeTraining(network(units), known(train)), "more-parameters-than-data");

  it("is a hint from a clear excess on, and offers what fits", () => {
    // 1 input: 3 parameters a unit, and one.
    expect(hint(33, 100 / hintFrom)).toMatchObject([
      {
        severity: "hint",
        path: ["network", "layers", 0, "units"],
        fixes: [{ edits: [{ path: ["network", "layers", 0, "units"], value: 3 }] }],
      },
    ]);
    expect(hint(32, 100 / hintFrom)).toEqual([]);
  });
  it("offers no units where even the fewest are too many", () => {
    expect(hint(64, 5)).toMatchObject([{ severity: "hint", fixes: [] }]);
  });
  it("counts a label as one number, however many classes", () => {
    const labelled = {
      ...known(20),
      labels: ["a", "b", "c"],
      outputWidth: 3,
      targets: [column({ kind: "class" })],
    };
    const wide = model({
      layers: [{ units: 50 }, { units: 3, activation: "softmax" }],
      loss: "crossEntropy",
    });
    expect(checkBeforeTraining(wide, labelled)).toMatchObject([{ rule: "more-parameters-than-data" }]);
  });
  it("warns where the run learns by heart, and gives the best epoch back", () => {
    const run = (loss: number, validation: number, train = 50, training = {}, best = 0.5) => {
      const layers = [{ units: 33, activation: "relu" }, { units: 1 }];
      const { observe: look } = begin({
        model: model({ data: { split: { validation: 0.2 } }, layers, training }),
        statistics: known(train),
        loss: curve(100, (epoch) => (epoch > 20 ? loss : 1)),
        validationLoss: curve(100, (epoch) => (epoch > 20 ? validation : best)),
      });
      return ofRule(look(), "more-parameters-than-data")[0];
    };
    expect(run(0.01, 0.8)).toMatchObject({
      severity: "warning",
      primary: true,
      fixes: [
        {
          preferred: true,
          edits: [
            { path: ["training", "earlyStopping"], value: { monitor: "validationLoss", patience: 10 } },
          ],
        },
        { preferred: false },
      ],
    });
    expect(run(0.01, 0.7)).toBeUndefined();
    expect(run(0.5, 0.8)).toBeUndefined();
    expect(run(0.01, 0.26, 50, {}, 0.1)?.severity).toBe("warning");
    expect(run(0.01, 0.24, 50, {}, 0.1)).toBeUndefined();
    expect(run(0.01, 0.8, 100)).toBeUndefined();
    expect(run(0.01, 0.8, 50, { earlyStopping: { monitor: "validationLoss" } })).toBeUndefined();
    expect(run(0.01, 0.7, 10)).toMatchObject({ severity: "hint" });
  });
});
