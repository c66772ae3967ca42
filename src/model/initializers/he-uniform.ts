import { member } from "../member.ts";

export const heUniform = member(
  "heUniform",
  "He et al. 2015: drawn evenly within ±√(6 / inputs). Made for `relu` layers.",
  {},
);
