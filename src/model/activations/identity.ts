import { member } from "../member.ts";

export const identity = member(
  "identity",
  "`x` itself. The layer stays linear: right for the last layer of a regression.",
  {},
);
