import { member } from "../member.ts";

export const sigmoid = member(
  "sigmoid",
  "`1 / (1 + exp(-x))`, between 0 and 1. In the last layer, the probability of one of two classes, with the loss `binaryCrossEntropy`.",
  {},
);
