import { member } from "../member.ts";

export const zeros = member(
  "zeros",
  "All 0. Right for biases; in the weights of a hidden layer every unit would learn the same.",
  {},
);
