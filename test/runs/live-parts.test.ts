import { expect, it } from "vitest";
import type { Trainer } from "../../src/engine/trainer.ts";
import { bytesOf, LiveParts } from "../../src/runs/live-parts.ts";

it("a part that tells much is told less often: a megabyte a second", async () => {
  let now = 0;
  const update = { changed: true, predicted: { epoch: 1, outputs: [new Float64Array(25_000)] } };
  const parts = new LiveParts([{ topic: "predictions", take: async () => update }], () => now);
  const trainer = { position: { step: 1 } } as Trainer;
  const moment = { trainer, epoch: 1, wants: () => true, goOn: async () => true };
  expect(parts.isDue("predictions")).toBe(true);
  expect(await parts.take(moment)).toEqual(update);
  now = 199;
  expect(parts.isDue("predictions")).toBe(false);
  now = 200;
  expect(parts.isDue("predictions")).toBe(true);
});

it("the bytes of an update are those of its arrays", () => {
  expect(bytesOf({ a: new Uint8Array(3), b: [{ c: new Float64Array(2) }, "text", undefined] })).toBe(19);
});
