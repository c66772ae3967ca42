import { member } from "../member.ts";

export const heNormal = member(
  "heNormal",
  "He et al. 2015: normal with deviation √(2 / inputs). Made for `relu` layers.",
  {},
);
