import * as z from "zod";
import { decodeKey } from "./keys.ts";
import { names } from "./member.ts";

const rules = {
  balanced: {
    documentation:
      "Each class counts the same in all: its weight is n / (classes · rows of the class), over the training rows.",
  },
};

/** `"balanced"`, or the weights by label. */
export type ClassWeights = "balanced" | ReadonlyMap<string, number>;

export const classWeightsSchema = z
  .union([
    names<"balanced">(rules),
    z.record(z.string(), z.number().min(0).describe("How much a row of this label counts in the loss.")),
  ])
  .transform(
    (value): ClassWeights =>
      typeof value === "string"
        ? value
        : new Map(Object.entries(value).map(([label, weight]) => [decodeKey(label), weight])),
  );
