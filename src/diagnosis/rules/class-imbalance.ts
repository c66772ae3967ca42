import * as l10n from "@vscode/l10n";
import type { ClassCount } from "../../protocol/statistics.ts";
import { evidenceCurve, series } from "../curve.ts";
import { fewestEpochs, hasDiverged, isDiverging, isStuckAtBaseline } from "../progress.ts";
import type { Draft, Known, Observation, Rule } from "../rule.ts";
import { short } from "../text.ts";

/** The largest class has so many times the rows of the smallest; below, a network hardly minds. */
export const largestRatio = 4;
/** Where even the largest class is a smaller part than this, always giving it tempts no network. */
export const smallestMajority = 0.25;
/** Fewer training rows say nothing about how often a class comes. */
const fewestRows = 20;
/** A network whose share of wrong answers is this part of the majority's or more answers like it. */
const likeMajority = 0.9;

interface Imbalance {
  readonly most: ClassCount;
  readonly least: ClassCount;
  readonly rows: number;
}

function imbalance({ model, statistics: { classes } }: Known): Imbalance | undefined {
  // A class that the data lack altogether cannot be weighed.
  const present = classes?.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count) ?? [];
  const [most, least] = [present[0], present.at(-1)];
  if (!most || !least || model.training.classWeights !== undefined) return undefined;
  const rows = present.reduce((sum, { count }) => sum + count, 0);
  const isUneven = most.count >= largestRatio * least.count && most.count >= smallestMajority * rows;
  return rows >= fewestRows && isUneven ? { most, least, rows } : undefined;
}

const accuracy = "metrics.accuracy";

/** The best accuracy on the training rows over the last tenth of the epochs; undefined where it is not measured. */
function recentAccuracy(run: Observation): number | undefined {
  if (!run.history.curves[accuracy]) return undefined;
  const { epochs, max } = series(run.history, accuracy);
  const from = Math.floor(run.progress.epoch * 0.9);
  return Math.max(...max.filter((value, at) => (epochs[at] as number) > from && Number.isFinite(value)));
}

/** Whether the run answers about as always giving the commonest class does; judged from half of the epochs on. */
function scoresLikeMajority(run: Observation, { most, rows }: Imbalance): boolean {
  const { epoch, epochs, ended } = run.progress;
  if (epoch < fewestEpochs || (ended === undefined && epoch < epochs / 2)) return false;
  if (hasDiverged(run) || isDiverging(run)) return false;
  const reached = recentAccuracy(run);
  if (reached === undefined) return isStuckAtBaseline(run);
  return 1 - reached >= likeMajority * (1 - most.count / rows);
}

function findings(known: Known, run?: Observation): readonly Draft[] {
  const found = imbalance(known);
  if (!found) return [];
  const { most, least, rows } = found;
  const warns = run !== undefined && scoresLikeMajority(run, found);
  const path = ["training", "classWeights"];
  const counts = (known.statistics.classes ?? []).slice().sort((a, b) => b.count - a.count);
  const reached = run && warns ? recentAccuracy(run) : undefined;
  const what = l10n.t(
    "{0} of {1} training rows are {2}, and {3} are {4}.",
    most.count,
    rows,
    JSON.stringify(most.label),
    least.count,
    JSON.stringify(least.label),
  );
  const scores = l10n.t("The network does no better than always answering {0}.", JSON.stringify(most.label));
  const curve = run && warns ? evidenceCurve(run.history, accuracy, l10n.t("Accuracy")) : undefined;
  return [
    {
      severity: warns ? "warning" : "hint",
      path,
      message: [
        what,
        ...(warns ? [scores] : []),
        warns
          ? l10n.t('Set classWeights to "balanced".')
          : l10n.t(
              'If the rare ones matter, set classWeights to "balanced", and look at recall besides accuracy.',
            ),
      ].join(" "),
      fixes: [
        {
          title: l10n.t('Set classWeights to "{0}"', "balanced"),
          preferred: true,
          edits: [{ path, value: "balanced" }],
        },
      ],
      evidence: {
        explanation: l10n.t(
          "Every row counts the same, so a rare class hardly counts: a network can be right most of the time without ever giving it. Balanced weights make each class count as much as the others, however many rows it has.",
        ),
        numbers: [
          ...counts.slice(0, 5).map(({ label, count }) => ({
            label: l10n.t("Rows with {0}", JSON.stringify(label)),
            value: l10n.t("{0} ({1} %)", count, short((100 * count) / rows)),
          })),
          {
            label: l10n.t("Accuracy of always answering {0}", JSON.stringify(most.label)),
            value: short(most.count / rows),
          },
          ...(reached === undefined
            ? []
            : [{ label: l10n.t("Accuracy of the network"), value: short(reached) }]),
        ],
        ...(curve && { curve }),
      },
      because: ["output-range", "activation-loss-mismatch", "inputs-not-normalized", "constant-column"],
    },
  ];
}

/** Some classes have far fewer rows than others, and the network may ignore them. */
export const classImbalance: Rule = {
  before: (known) => findings(known),
  during: (run) => findings(run, run),
};
