import * as l10n from "@vscode/l10n";
import { columnPath, dropInputs } from "../../model/drop-inputs.ts";
import type { ColumnStatistics } from "../../protocol/statistics.ts";
import { hasDiverged, isDiverging, isStuckAtBaseline } from "../progress.ts";
import type { Draft, Known, Observation, Rule } from "../rule.ts";
import { largestSize } from "../scale.ts";
import { list, short } from "../text.ts";

const isConstant = ({ deviation, min }: ColumnStatistics): boolean => deviation === 0 && Number.isFinite(min);

/** What the network sees of a constant column. */
const seen = ({ mean, offset, scale }: ColumnStatistics): number => (mean - offset) / scale;

const shown = ({ kind, mean }: ColumnStatistics): string =>
  kind === "class" ? l10n.t("one text") : short(mean);

/** Whether a run suffers from constant inputs: there are no others, or one is so large that it drowns them. */
function suffers(known: Known, constant: readonly ColumnStatistics[], run: Observation | undefined): boolean {
  if (!run) return false;
  const isAlone = constant.length === known.statistics.inputs.length;
  if (isAlone) return isStuckAtBaseline(run);
  const isLarge = constant.some((column) => Math.abs(seen(column)) > largestSize);
  return isLarge && (hasDiverged(run) || isDiverging(run) || isStuckAtBaseline(run));
}

function inputs(known: Known, run?: Observation): readonly Draft[] {
  const { data } = known.model;
  const constant = known.statistics.inputs.filter(isConstant);
  const [first] = constant;
  // A window's own series is told as a target.
  if (!first || (data.window && !data.inputs)) return [];
  const names = constant.map(({ name }) => name);
  const edits = dropInputs(
    data,
    known.statistics.inputs.map(({ name }) => name),
    names,
  );
  const isAlone = constant.length === known.statistics.inputs.length;
  const what =
    constant.length > 1
      ? l10n.t("The inputs {0} have the same value in every row that is trained on.", list(names))
      : l10n.t(
          'The input "{0}" has the same value ({1}) in every row that is trained on.',
          first.name,
          shown(first),
        );
  return [
    {
      severity: suffers(known, constant, run) ? "warning" : "hint",
      path: columnPath(data, "inputs", first.name),
      message: isAlone
        ? l10n.t("{0} There is no other, so nothing can be learnt from it. Choose other inputs.", what)
        : l10n.t("{0} It says nothing: leave it out.", what),
      fixes: edits
        ? [{ title: l10n.t("Leave {0} out of the inputs", list(names)), preferred: true, edits }]
        : [],
      evidence: {
        explanation: l10n.t(
          "A network learns from differences: what changes in the inputs when the target changes. A column that never changes adds the same number to every sum, which the bias does already.",
        ),
        numbers: constant.slice(0, 5).map((column) => ({ label: column.name, value: shown(column) })),
      },
      because: ["inputs-not-normalized", "targets-not-normalized"],
    },
  ];
}

function targets({ model: { data }, statistics }: Known): readonly Draft[] {
  return statistics.targets.filter(isConstant).map((column) => ({
    severity: "hint",
    path: columnPath(data, "targets", column.name),
    message: l10n.t(
      'The target "{0}" has the same value ({1}) in every row that is trained on: there is nothing to learn. Choose another target, or other training rows.',
      column.name,
      shown(column),
    ),
    fixes: [],
    evidence: {
      explanation: l10n.t(
        "A network that always gives this one value is perfect in training, and knows nothing about any other. If the data are sorted, a shuffled split gives training something of everything.",
      ),
      numbers: [{ label: column.name, value: shown(column) }],
    },
  }));
}

/** Columns without any difference between the training rows. Exact, so it has no threshold. */
export const constantColumn: Rule = {
  before: (known) => [...inputs(known), ...targets(known)],
  during: (run) => [...inputs(run, run), ...targets(run)],
};
