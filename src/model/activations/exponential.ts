import { member } from "../member.ts";

export const exponential = member(
  "exponential",
  "`exp(x)`, always positive. It grows fast: keep the inputs normalized and the rate small.",
  {},
);
