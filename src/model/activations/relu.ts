import { member } from "../member.ts";

export const relu = member(
  "relu",
  "`max(0, x)`. The usual choice for hidden layers; its output is never negative.",
  {},
);
