import { member } from "../member.ts";

export const elu = member(
  "elu",
  "`x` above 0, `exp(x) − 1` below (Clevert et al. 2016): relu with a smooth bend and outputs around 0.",
  {},
);
