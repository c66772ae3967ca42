import { member } from "../member.ts";

export const tanh = member("tanh", "The hyperbolic tangent, between -1 and 1 and centred on 0.", {});
