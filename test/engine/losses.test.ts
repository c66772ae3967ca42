import { describe, test } from "vitest";
import cases from "../fixtures/losses.json" with { type: "json" };
import { reproduce } from "./reproduce.ts";

describe("losses: the same numbers as PyTorch and Keras, float64", () => {
  for (const reference of cases) test(reference.name, () => reproduce(reference));
});
