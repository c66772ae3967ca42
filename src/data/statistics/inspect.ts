import type { ModelFile } from "../../model/model.ts";
import type { ColumnStatistics, DataStatistics } from "../../protocol/statistics.ts";
import type { Samples } from "../samples.ts";
import { classCounts } from "./class-counts.ts";
import { gapCodes } from "./gap-codes.ts";
import { giveaways } from "./giveaways.ts";
import { repeatedRows } from "./repeated-rows.ts";
import { sharedWindows } from "./shared-windows.ts";
import { rowsOf, type Side, tableColumns } from "./side.ts";

export type { Side } from "./side.ts";

type Inspection = Pick<
  DataStatistics,
  "inputs" | "targets" | "classes" | "giveaways" | "repeatedRows" | "sharedWindows"
>;

/** What the rules about the data look at, beside the moments of the columns. Takes about 10 ns a value. */
export function inspect(model: ModelFile, inputs: Side, targets: Side, samples: Samples): Inspection {
  const { data, network } = model;
  const { window, generate, split } = data;
  const given = giveaways(data, inputs, targets);
  const classes = classCounts(network.loss, targets, samples);
  // What a rule repeats is meant to.
  const repeated = window || generate ? undefined : repeatedRows(inputs, targets, samples.split);
  const isMixed = window !== undefined && split.order === "shuffled";
  return {
    inputs: withCodes(inputs),
    targets: withCodes(targets),
    ...(classes && { classes }),
    ...(given.length > 0 && { giveaways: given }),
    ...(repeated && { repeatedRows: repeated }),
    ...(isMixed && { sharedWindows: sharedWindows(samples, window.size + window.horizon) }),
  };
}

function withCodes(side: Side): ColumnStatistics[] {
  return tableColumns(side).map((column) => {
    const codes = gapCodes(column, rowsOf(side));
    return codes.length > 0 ? { ...column.statistics, codes } : column.statistics;
  });
}
