import { describe, test } from "vitest";
import cases from "../fixtures/layers.json" with { type: "json" };
import { reproduce } from "./reproduce.ts";

describe("layers: the same numbers as PyTorch, float64", () => {
  for (const reference of cases) test(reference.name, () => reproduce(reference));
});
