import { member } from "../member.ts";

export const glorotUniform = member(
  "glorotUniform",
  "Glorot & Bengio 2010: drawn evenly within ±√(6 / (inputs + units)). Keeps signals at one scale through `tanh` and `sigmoid` layers.",
  {},
);
