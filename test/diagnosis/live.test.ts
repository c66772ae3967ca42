import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/model/edit.ts";
import { begin, column, curve, model, observe, primaryOf, severityOf, statistics } from "./world.ts";

const nan = { nonFinite: { step: 40, epoch: 4, layer: 1, quantity: "weight", value: Number.NaN } } as const;
const diverged = { epoch: 3, epochs: 100, ended: "diverged" } as const;
const offScale = statistics({ inputs: [column({ mean: 6 })], targets: [column({ mean: 6 })] });

describe("loss-nan", () => {
  it("blames the learning rate and says where the numbers stopped", () => {
    const [finding] = observe({ loss: [5, 1e9, 1e30, Number.NaN], signals: nan, progress: diverged });
    expect(finding).toMatchObject({
      rule: "loss-nan",
      severity: "error",
      primary: true,
      epoch: 4,
      path: ["training", "optimizer", "learningRate"],
    });
    expect(finding?.message).toContain("epoch 4, step 40: the weights of layer 2 became NaN");
    expect(finding?.evidence?.curve).toMatchObject({ markEpoch: 4, logarithmic: true });
    expect(finding?.fixes).toMatchObject([{ title: "Set learningRate to 1 (not tried)", preferred: false }]);
  });

  it("asks for trials once the run has ended, and offers the best rate that worked", () => {
    const { diagnosis, observe } = begin({ loss: [5, Number.NaN], signals: nan, progress: diverged });
    observe();
    const wanted = diagnosis.wants();
    expect(wanted.map(({ edits }) => edits[0]?.value)).toEqual([1, 0.1, 0.01, 0.001]);
    expect(wanted.every(({ steps }) => steps === 120)).toBe(true);
    const lastLosses = [Number.NaN, 4, 0.5, 3];
    wanted.forEach((experiment, index) => {
      const lastLoss = lastLosses[index] as number;
      diagnosis.outcome(experiment, { firstLoss: 5, lastLoss, finite: Number.isFinite(lastLoss) });
    });
    expect(diagnosis.wants()).toEqual([]);
    const [finding] = observe();
    expect(finding?.fixes).toEqual([
      {
        title: "Set learningRate to 0.01",
        preferred: true,
        edits: [{ path: ["training", "optimizer", "learningRate"], value: 0.01 }],
      },
    ]);
    expect(finding?.message).toContain("Set learningRate to 0.01: in a trial");
  });

  it("names and tries the highest rate of one cycle, where that is what the training goes by", () => {
    const schedule = { type: "oneCycle", maxLearningRate: 5 };
    const run = { model: model({ training: { schedule } }), loss: [5, Number.NaN], signals: nan };
    const { diagnosis, observe } = begin({ ...run, progress: diverged });
    const path = ["training", "schedule", "maxLearningRate"];
    expect(observe()[0]).toMatchObject({ rule: "loss-nan", path });
    expect(observe()[0]?.fixes).toMatchObject([{ title: "Set maxLearningRate to 0.5 (not tried)" }]);
    for (const experiment of diagnosis.wants()) {
      expect(experiment.edits[0]?.path).toEqual(path);
      diagnosis.outcome(experiment, { firstLoss: 5, lastLoss: 1, finite: true });
    }
    expect(observe()[0]?.message).toContain("Set maxLearningRate to 0.0005: in a trial");
  });

  it("tries no rate below the least one of the schedule", () => {
    const schedule = { type: "cosine", minLearningRate: 0.05 };
    const run = { model: model({ training: { schedule } }), loss: [5, Number.NaN], signals: nan };
    const { diagnosis, observe } = begin({ ...run, progress: diverged });
    observe();
    expect(diagnosis.wants().map(({ edits }) => edits[0]?.value)).toEqual([1, 0.1]);
  });

  it.each([
    [0.9, 0.01],
    [1.1, 0.1],
  ])("takes the lower of two rates that ended close together (%d, then 0.5)", (lower, expected) => {
    const { diagnosis, observe } = begin({ loss: [5, Number.NaN], signals: nan, progress: diverged });
    observe();
    const lastLosses = [4, 0.5, lower, 3];
    diagnosis.wants().forEach((experiment, index) => {
      diagnosis.outcome(experiment, { firstLoss: 5, lastLoss: lastLosses[index] as number, finite: true });
    });
    expect(observe()[0]?.fixes[0]?.edits[0]?.value).toBe(expected);
  });

  it("goes further down where nothing worked, and then offers no rate", () => {
    const { diagnosis, observe } = begin({ loss: [5, Number.NaN], signals: nan, progress: diverged });
    observe();
    const failed = { firstLoss: 5, lastLoss: Number.NaN, finite: false };
    for (const experiment of diagnosis.wants()) diagnosis.outcome(experiment, failed);
    const more = diagnosis.wants();
    expect(more.map(({ edits }) => edits[0]?.value)).toEqual([1e-4, 1e-5, 1e-6, 1e-7]);
    for (const experiment of more) diagnosis.outcome(experiment, failed);
    expect(diagnosis.wants()).toEqual([]);
    expect(observe()[0]?.fixes).toEqual([]);
  });

  it("hangs under the scale of the data where that is shown to be the cause", () => {
    const { diagnosis, observe } = begin({
      loss: [5, Number.NaN],
      signals: nan,
      progress: diverged,
      statistics: offScale,
    });
    expect(primaryOf(observe())).toBe("loss-nan");
    for (const experiment of diagnosis.wants())
      diagnosis.outcome(experiment, { firstLoss: 5, lastLoss: 1, finite: true });
    const findings = observe();
    expect(primaryOf(findings)).toBe("targets-not-normalized");
    expect(severityOf(findings, "loss-nan")).toBe("error");
    const fixes = findings.find(({ rule }) => rule === "loss-nan")?.fixes ?? [];
    expect(fixes.filter(({ preferred }) => preferred)).toMatchObject([{ title: "Normalize the data" }]);
  });

  it("keeps the scale a hint where normalizing was tried and did not help", () => {
    const { diagnosis, observe } = begin({
      loss: [5, Number.NaN],
      signals: nan,
      progress: diverged,
      statistics: offScale,
    });
    observe();
    for (const experiment of diagnosis.wants()) {
      const finite = experiment.edits[0]?.path[0] === "training";
      diagnosis.outcome(experiment, { firstLoss: 5, lastLoss: finite ? 1 : Number.NaN, finite });
    }
    const findings = observe();
    expect(primaryOf(findings)).toBe("loss-nan");
    expect(severityOf(findings, "targets-not-normalized")).toBe("hint");
  });

  it("does not blame the rate for what happened before any update", () => {
    const signals = {
      nonFinite: { step: 1, epoch: 1, layer: 0, quantity: "activation", value: Infinity },
    } as const;
    const { diagnosis, observe } = begin({ loss: [Infinity], signals, progress: { ended: "diverged" } });
    const [finding] = observe();
    expect(finding?.path).toEqual(["network", "layers", 0, "activation"]);
    expect(finding?.fixes).toEqual([]);
    expect(diagnosis.wants()).toEqual([]);
  });

  it("blames an expression that is not finite at a moderate number, and nothing else", () => {
    const layers = [{ units: 2, activation: { expression: "log(x)" } }, { units: 1 }];
    const at = (input: number) => {
      const nonFinite = {
        step: 9,
        epoch: 2,
        layer: 0,
        quantity: "activation",
        value: Number.NaN,
        input,
      } as const;
      const run = { model: model({ layers }), loss: [1], signals: { nonFinite }, progress: diverged };
      return { path: observe(run)[0]?.path, message: observe(run)[0]?.message };
    };
    expect(at(-0.25)).toEqual({
      path: ["network", "layers", 0, "activation"],
      message: expect.stringContaining('"log(x)" of layer 1 is NaN at x = -0.25'),
    });
    // The sum itself was on its way to infinity.
    expect(at(-1e30).path).toEqual(["training", "optimizer", "learningRate"]);
  });

  it.each([
    '"sgd"',
    '{ "type": "sgd", "learningRate": 0.001 }',
    '{ "type": "sgd", "learningRate": 10 /* high */ }',
  ])("has an edit that fits the optimizer %s", (optimizer) => {
    const file = model({ training: { optimizer: JSON.parse(optimizer.replace("/* high */", "")) } });
    const [finding] = observe({ model: file, loss: [1], signals: nan, progress: diverged });
    const { text } = applyEdits(`{"training": {"optimizer": ${optimizer}}}`, finding?.fixes[0]?.edits ?? []);
    expect(text).toMatch(/"learningRate": (0\.0001|1\b)/);
    expect(text.includes("/* high */")).toBe(optimizer.includes("high"));
  });
});

describe("loss-diverging", () => {
  const signals = { firstLoss: 1 };
  it("tells a loss that stays above twice its start, and not one below", () => {
    const grown = observe({ loss: curve(100, (epoch) => 1 + epoch / 20), signals });
    expect(primaryOf(grown)).toBe("loss-diverging");
    expect(grown[0]).toMatchObject({
      severity: "error",
      path: ["training", "optimizer", "learningRate"],
      epoch: 100,
    });
    expect(severityOf(observe({ loss: curve(100, () => 1.9), signals }), "loss-diverging")).toBeUndefined();
  });
  it("needs patience while the run goes on", () => {
    const at = (epoch: number) =>
      observe({
        loss: curve(epoch, () => 50),
        signals,
        progress: { epochs: 200, ended: undefined } as never,
      });
    expect(severityOf(at(19), "loss-diverging")).toBeUndefined();
    expect(severityOf(at(20), "loss-diverging")).toBe("error");
  });
  it("judges a short run only where it is far off", () => {
    const ended = (loss: number, epochs: number) => observe({ loss: curve(epochs, () => loss), signals });
    expect(primaryOf(ended(11, 3))).toBe("loss-diverging");
    expect(primaryOf(ended(9, 3))).toBeUndefined();
    expect(primaryOf(ended(1e9, 2))).toBeUndefined();
  });
  it("remembers a loss that shot up and came down to the constant's, but not one that learnt after all", () => {
    const shot = (end: number) => observe({ loss: curve(200, (epoch) => (epoch < 5 ? 1e9 : end)), signals });
    expect(shot(1.01)[0]).toMatchObject({ rule: "loss-diverging", epoch: 1 });
    expect(shot(0.5)).toEqual([]);
  });
  it("takes no easy first batch for the start", () => {
    expect(observe({ loss: curve(100, () => 1), signals: { firstLoss: 1e-9 } })).toEqual([]);
    const targets = [column({ mean: 2 })];
    expect(
      severityOf(
        observe({
          loss: curve(100, () => 5),
          signals: { firstLoss: 0 },
          statistics: statistics({ targets }),
        }),
        "loss-diverging",
      ),
    ).toBeUndefined();
  });
});

describe("targets-not-normalized in a run", () => {
  const run = (loss: number, more = {}) =>
    observe({ loss: curve(100, () => loss), statistics: offScale, ...more });
  it("warns where the loss is no better than a constant's by a clear margin, else hints", () => {
    expect(primaryOf(run(0.95))).toBe("targets-not-normalized");
    expect(severityOf(run(0.89), "targets-not-normalized")).toBe("hint");
    expect(primaryOf(run(0.89))).toBeUndefined();
  });
  it("waits for half of the epochs", () => {
    const at = (epochs: number) => run(0.95, { progress: { epochs, ended: undefined } });
    expect(primaryOf(at(201))).toBeUndefined();
    expect(primaryOf(at(200))).toBe("targets-not-normalized");
  });
  it("names the side that is further off", () => {
    const inputs = [column({ mean: 600 })];
    const targets = [column({ mean: 6 })];
    expect(primaryOf(run(0.95, { statistics: statistics({ inputs, targets }) }))).toBe(
      "inputs-not-normalized",
    );
  });
  it("is no warning on a constant target or a run of nine epochs", () => {
    expect(
      primaryOf(run(0.95, { statistics: { ...offScale, baselines: { constantLoss: 0 } } })),
    ).toBeUndefined();
    expect(primaryOf(observe({ loss: curve(9, () => 0.95), statistics: offScale }))).toBeUndefined();
  });
});

describe("still-improving", () => {
  const falling = (rate: number, start = 1) => curve(100, (epoch) => start * Math.exp(-rate * epoch));
  it("hints where the last tenth still gained, and doubles the epochs", () => {
    const [finding, ...others] = observe({ loss: falling(0.02) });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: "still-improving",
      severity: "hint",
      primary: false,
      path: ["training", "epochs"],
      fixes: [{ preferred: true, edits: [{ path: ["training", "epochs"], value: 200 }] }],
    });
  });
  it("warns where much is still to be gained", () => {
    expect(primaryOf(observe({ loss: falling(0.008) }))).toBe("still-improving");
    expect(primaryOf(observe({ loss: falling(0.016) }))).toBe("still-improving");
    expect(severityOf(observe({ loss: falling(0.018) }), "still-improving")).toBe("hint");
  });
  it("is silent on a flat end, a good fit, or before the end", () => {
    expect(observe({ loss: falling(0.001) })).toEqual([]);
    expect(observe({ loss: falling(0.05) })).toEqual([]);
    expect(observe({ loss: falling(0.008), progress: { epochs: 200, ended: undefined } as never })).toEqual(
      [],
    );
    expect(observe({ loss: falling(0.008), progress: { ended: "stopped" } })).toEqual([]);
  });
  it("counts only a last tenth that is the best of the run", () => {
    const spiky = curve(100, (epoch) => (epoch < 50 ? 0.3 : epoch < 91 ? 0.7 : 0.5));
    expect(observe({ loss: falling(0.008), validationLoss: spiky })).toEqual([]);
  });
  it("listens to the validation rows", () => {
    expect(observe({ loss: falling(0.008), validationLoss: curve(100, () => 0.5) })).toEqual([]);
    expect(primaryOf(observe({ loss: falling(0.008), validationLoss: falling(0.008) }))).toBe(
      "still-improving",
    );
  });
});

describe("no false alarm", () => {
  it.each([
    ["one epoch", [0.9], 1],
    ["a perfect fit at once", curve(100, () => 0), 1],
    ["a perfect fit after the first epoch", curve(100, (epoch) => (epoch === 1 ? 0.5 : 0)), 1],
    ["a constant target", curve(100, (epoch) => 36 * Math.exp(-epoch)), 0],
    ["no epoch", [], 1],
    ["a healthy run", curve(200, (epoch) => Math.exp(-epoch / 10) + 0.05), 1],
    ["a baseline that is not finite", curve(100, () => 5), Number.NaN],
  ])("on %s", (_, loss, constantLoss) => {
    const findings = observe({
      loss,
      statistics: statistics({ baselines: { constantLoss } }),
      signals: { firstLoss: loss[0] ?? 1 },
    });
    expect(findings.filter(({ severity }) => severity !== "hint")).toEqual([]);
  });
  it("on a validation loss that is not finite", () => {
    const loss = curve(100, (epoch) => Math.exp(-epoch / 10) + 0.05);
    expect(observe({ loss, validationLoss: curve(100, () => Number.NaN) })).toEqual([]);
  });
  it("on three rows", () => {
    const three = statistics({ rows: 3, samples: { train: 3, validation: 0, test: 0 } });
    expect(observe({ loss: curve(50, (epoch) => 1 / epoch ** 2), statistics: three })).toEqual([]);
  });
});
