import { member } from "../member.ts";

export const softplus = member("softplus", "`log(1 + exp(x))`: a smooth relu, always positive.", {});
