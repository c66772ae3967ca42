import { member } from "../member.ts";

export const gelu = member(
  "gelu",
  "`x · Φ(x)`, with the normal distribution's Φ (Hendrycks & Gimpel 2016): a smooth relu, usual in transformers.",
  {},
);
