import { member } from "../member.ts";
import { normalized } from "./layer.ts";

export const batchNorm = {
  ...member(
    "batchNorm",
    "Brings each of its inputs to mean 0 and deviation 1 over the batch, then scales and shifts it by numbers that are learnt (Ioffe & Szegedy 2015). At evaluation running means take the place of the batch's. Needs batches of at least 2 rows.",
    {},
  ),
  shape: normalized,
} as const;
