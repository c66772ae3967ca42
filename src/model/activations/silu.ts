import { member } from "../member.ts";

export const silu = member(
  "silu",
  "`x · sigmoid(x)`, also called swish: a smooth relu that dips a little below 0.",
  {},
);
