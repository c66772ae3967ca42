import type { DiagnosisRule, Rule } from "../rule.ts";
import { activationLossMismatch } from "./activation-loss-mismatch.ts";
import { classImbalance } from "./class-imbalance.ts";
import { constantColumn } from "./constant-column.ts";
import { inputsNotNormalized } from "./inputs-not-normalized.ts";
import { leakySplit } from "./leaky-split.ts";
import { lossDiverging } from "./loss-diverging.ts";
import { lossNan } from "./loss-nan.ts";
import { missingValues } from "./missing-values.ts";
import { moreParametersThanData } from "./more-parameters-than-data.ts";
import { outputRange } from "./output-range.ts";
import { outputUnits } from "./output-units.ts";
import { shapeMismatch } from "./shape-mismatch.ts";
import { stillImproving } from "./still-improving.ts";
import { targetsNotNormalized } from "./targets-not-normalized.ts";

/** Every rule, causes before their consequences. */
export const rules: Readonly<Record<DiagnosisRule, Rule>> = {
  "shape-mismatch": shapeMismatch,
  "output-units": outputUnits,
  "activation-loss-mismatch": activationLossMismatch,
  "output-range": outputRange,
  "leaky-split": leakySplit,
  "missing-values": missingValues,
  "loss-nan": lossNan,
  "loss-diverging": lossDiverging,
  "targets-not-normalized": targetsNotNormalized,
  "inputs-not-normalized": inputsNotNormalized,
  "constant-column": constantColumn,
  "class-imbalance": classImbalance,
  "more-parameters-than-data": moreParametersThanData,
  "still-improving": stillImproving,
};

export const ruleEntries = Object.entries(rules) as [DiagnosisRule, Rule][];
