import * as z from "zod";
import { member } from "../member.ts";

export const leakyRelu = member(
  "leakyRelu",
  "`x` above 0, `slope · x` below: relu that keeps a gradient everywhere, so that no unit can die.",
  {
    slope: z.number().min(0).default(0.01).describe("The slope below 0."),
  },
);
