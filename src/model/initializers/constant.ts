import * as z from "zod";
import { member } from "../member.ts";

export const constant = member("constant", "Every weight the same `value`.", {
  value: z.number().default(0).describe("The value of every weight."),
});
