import { expect, it } from "vitest";
import type { EpochEvent } from "../../src/protocol/events.ts";
import { epochLine, toJson } from "../../src/runs/json.ts";

it("writes an epoch's line as any other, whatever it measured", () => {
  const bare: EpochEvent = { type: "epoch", epoch: 3, loss: 0.25, metrics: { mae: 0.5 }, learningRate: 0.1 };
  const events: EpochEvent[] = [
    bare,
    { ...bare, penalty: 0.125, metrics: {} },
    { ...bare, loss: Number.NaN, metrics: { f1: 1 / 3, auc: Number.NaN } },
    { ...bare, penalty: 1, validationLoss: Number.POSITIVE_INFINITY, validationMetrics: { r2: -1, mae: 2 } },
  ];
  for (const event of events) expect(JSON.parse(epochLine(event))).toEqual(JSON.parse(toJson(event)));
});
