import { member } from "../member.ts";

export const softmax = member(
  "softmax",
  "`exp(xᵢ) / Σ exp(xⱼ)` over the layer's units: probabilities that add up to 1. In the last layer, with the loss `crossEntropy`.",
  {},
);
