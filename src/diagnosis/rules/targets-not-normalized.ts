import { notNormalized } from "../not-normalized.ts";
import type { Rule } from "../rule.ts";

/** Targets far from what layers are made for: a hint, and a warning where training suffers. */
export const targetsNotNormalized: Rule = notNormalized("targets");
