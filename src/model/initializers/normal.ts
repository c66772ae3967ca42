import * as z from "zod";
import { member } from "../member.ts";

export const normal = member("normal", "Drawn from a normal distribution.", {
  mean: z.number().default(0).describe("Mean of the distribution."),
  std: z.number().min(0).default(0.05).describe("Standard deviation of the distribution."),
});
