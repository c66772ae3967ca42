import type { ModelFile } from "../model/model.ts";
import type { Finding } from "../protocol/finding.ts";
import type { DataStatistics } from "../protocol/statistics.ts";
import { withPrimary } from "./primary.ts";
import { ruleEntries } from "./rules/index.ts";

/** Everything that the rules can tell before the first step, with the root cause primary. */
export const checkBeforeTraining = (model: ModelFile, statistics: DataStatistics): Finding[] =>
  withPrimary(
    ruleEntries.flatMap(([rule, { before }]) =>
      (before?.({ model, statistics }) ?? []).map((draft) => ({ rule, draft })),
    ),
  );
