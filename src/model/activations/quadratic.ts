import { member } from "../member.ts";

export const quadratic = member("quadratic", "`x²`. Lets a single neuron bend into a parabola.", {});
