import { member } from "../member.ts";

export const softsign = member(
  "softsign",
  "`x / (1 + |x|)`, between -1 and 1 like tanh, with slower tails.",
  {},
);
