import { member } from "../member.ts";

export const selu = member(
  "selu",
  "`1.0507 · x` above 0, `1.7581 · (exp(x) − 1)` below (Klambauer et al. 2017): with `lecunNormal` it keeps a deep network's signals at mean 0 and deviation 1.",
  {},
);
