import { member } from "../member.ts";

export const mish = member(
  "mish",
  "`x · tanh(softplus(x))` (Misra 2019): a smooth relu that dips a little below 0.",
  {},
);
