import * as z from "zod";
import { member } from "../member.ts";
import { sameWidth } from "./layer.ts";

export const dropout = {
  ...member(
    "dropout",
    "Sets a random part of its inputs to 0 at each training step and scales the rest up, so that no unit relies on another alone (Srivastava et al. 2014). At evaluation it does nothing.",
    {
      rate: z
        .number()
        .min(0)
        .lt(1)
        .meta({ examples: [0.2] })
        .describe("Part of the inputs that is set to 0, from 0 to below 1."),
    },
  ),
  shape: sameWidth,
} as const;
