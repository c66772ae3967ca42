import { member } from "../member.ts";

export const sin = member(
  "sin",
  "`sin(x)`: for data that repeats. It has many valleys to get stuck in: keep the rate small.",
  {},
);
