import * as z from "zod";
import { member } from "../member.ts";

export const orthogonal = member(
  "orthogonal",
  "Saxe et al. 2014: a random orthogonal matrix, which keeps lengths as they are, times `gain`. For deep networks.",
  { gain: z.number().default(1).describe("Factor of the orthogonal matrix.") },
);
