import { member } from "../member.ts";

export const lecunNormal = member(
  "lecunNormal",
  "LeCun et al. 1998: normal with deviation √(1 / inputs). Made for `selu` layers.",
  {},
);
