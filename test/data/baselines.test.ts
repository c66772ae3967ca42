import { describe, expect, it } from "vitest";
import { constantLoss } from "../../src/data/baselines.ts";
import type { LossName } from "../../src/model/model.ts";

const cost: Partial<Record<LossName, (p: number, y: number) => number>> = {
  mse: (p, y) => (p - y) ** 2,
  mae: (p, y) => Math.abs(p - y),
  huber: (p, y) => (Math.abs(p - y) <= 1 ? (p - y) ** 2 / 2 : Math.abs(p - y) - 0.5),
  logCosh: (p, y) => Math.log(Math.cosh(p - y)),
  hinge: (p, y) => Math.max(0, 1 - y * p),
  poisson: (p, y) => p - y * Math.log(p + 1e-8),
};
const values: Partial<Record<LossName, number[]>> = {
  hinge: [1, -1, 1, 1, -1],
  poisson: [0, 3, 1, 5, 2],
};

describe("the loss of the best constant", () => {
  it.each(Object.keys(cost) as LossName[])("is what a search finds, %s", (loss) => {
    const targets = values[loss] ?? [-4, 0.5, 1, 1.25, 7];
    const rows = Uint32Array.from(targets, (_, row) => row);
    const found = constantLoss(
      {
        targets: { values: Float64Array.from(targets), width: 1 },
        targetStart: rows,
        outputWidth: 1,
        split: { train: rows, validation: rows, test: rows },
      },
      loss,
    );
    let best = Number.POSITIVE_INFINITY;
    for (let p = loss === "poisson" ? 0 : -5; p < 8; p += 1e-3)
      best = Math.min(best, targets.reduce((sum, y) => sum + (cost[loss]?.(p, y) ?? 0), 0) / targets.length);
    expect(Math.abs(found - best)).toBeLessThan(1e-3);
  });
});
