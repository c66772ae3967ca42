import { member } from "../member.ts";

export const glorotNormal = member(
  "glorotNormal",
  "Glorot & Bengio 2010: normal with deviation √(2 / (inputs + units)). Keeps signals at one scale through `tanh` and `sigmoid` layers.",
  {},
);
