import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../../model/model.ts";
import { lastDense } from "../../model/output-layer.ts";
import { inferShapes } from "../../model/shapes.ts";
import type { Fix } from "../../protocol/finding.ts";
import type { JsonPath } from "../../protocol/json.ts";
import { evidenceCurve, leastAfter, series } from "../curve.ts";
import { fewestEpochs, hasDiverged, isDiverging } from "../progress.ts";
import type { Draft, Known, Observation, Rule } from "../rule.ts";
import { short } from "../text.ts";

/**
 * Parameters for each number to learn from at which a hint is due. Networks often do well with more parameters
 * than data (Zhang et al. 2017, "Understanding deep learning requires rethinking generalization"), so before
 * training only a clear excess is told.
 */
export const hintFrom = 10;
/**
 * Learning by heart: training loss below this part of the validation loss, which is so many times its best, and
 * above that by so much of the best constant's loss: what is lost near 0 matters to nobody.
 */
export const heartPart = 0.5;
export const pastBest = 1.5;
export const lostPart = 0.15;

/** Trained numbers, and numbers to learn from: a label or the target's values a training sample. */
function sizes({ model, statistics }: Known): { parameters: number; data: number } {
  const { labels, samples, outputWidth, inputWidth } = statistics;
  return {
    parameters: inferShapes(model, inputWidth).parameters,
    data: samples.train * (labels ? 1 : outputWidth),
  };
}

/** The layer that has the most of them. */
function largestLayer({ model, statistics }: Known): JsonPath {
  const sizes = inferShapes(model, statistics.inputWidth).layers.map(({ parameters }) => parameters);
  const index = sizes.indexOf(Math.max(...sizes));
  const path = ["network", "layers", index];
  return model.network.layers[index]?.type === "dense" ? [...path, "units"] : path;
}

/** The run knows its training rows and has lost what it knew about others. */
function learnsByHeart(run: Observation): { training: number; now: number; best: number } | undefined {
  const { epoch, epochs, ended } = run.progress;
  const { validationLoss } = run.history.curves;
  // With early stopping the best epoch's weights come back.
  if (!validationLoss || run.model.training.earlyStopping) return undefined;
  if (epoch < fewestEpochs || hasDiverged(run) || isDiverging(run)) return undefined;
  if (ended === undefined && epoch < epochs / 2) return undefined;
  const validation = series(run.history, "validationLoss");
  const recent = Math.floor(epoch * 0.9);
  const training = leastAfter(series(run.history, "loss"), recent);
  const now = leastAfter(validation, recent);
  const best = leastAfter(validation, 0);
  const { constantLoss } = run.statistics.baselines;
  const isKnown = training < heartPart * Math.min(now, constantLoss);
  const isLost = now > pastBest * best && now - best > lostPart * constantLoss;
  return isKnown && isLost ? { training, now, best } : undefined;
}

/** A smaller network: every hidden dense layer with the same part of its units, few enough for the data. */
function fewerUnits({ model, statistics }: Known, data: number): Fix | undefined {
  const { layers } = model.network;
  const last = lastDense(model.network)?.index;
  const hidden = layers.flatMap((layer, index) =>
    layer.type === "dense" && index !== last ? [{ index, units: layer.units }] : [],
  );
  const least = 2;
  const scaled = (part: number) =>
    hidden.map(({ index, units }) => ({
      index,
      units: Math.max(Math.min(units, least), Math.floor(units * part)),
    }));
  const count = (part: number): number => {
    const changed = new Map(scaled(part).map(({ index, units }) => [index, units]));
    const smaller: ModelFile["network"]["layers"] = layers.map((layer, index) => {
      const units = changed.get(index);
      return layer.type === "dense" && units !== undefined ? { ...layer, units } : layer;
    });
    return inferShapes({ network: { ...model.network, layers: smaller } }, statistics.inputWidth).parameters;
  };
  if (hidden.length === 0 || count(0) > data) return undefined;
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 24; halving++) {
    const middle = (low + high) / 2;
    if (count(middle) <= data) low = middle;
    else high = middle;
  }
  const edits = scaled(low)
    .filter(({ index, units }) => units !== hidden.find((layer) => layer.index === index)?.units)
    .map(({ index, units }) => ({ path: ["network", "layers", index, "units"], value: units }));
  const shown = edits.map(({ value }) => value).join(", ");
  return { title: l10n.t("Set units to {0} ({1} parameters)", shown, count(low)), preferred: false, edits };
}

function findings(known: Known, run?: Observation): readonly Draft[] {
  const { parameters, data } = sizes(known);
  if (!Number.isFinite(parameters) || parameters <= data || data === 0) return [];
  const heart = run && learnsByHeart(run);
  if (!heart && parameters < hintFrom * data) return [];
  const fewer = fewerUnits(known, data);
  // A tenth of the epochs: the best weights come back in any case.
  const patience = Math.max(fewestEpochs, Math.ceil(known.model.training.epochs / 10));
  const stopping: Fix = {
    title: l10n.t("Stop early, with the weights of the best epoch"),
    preferred: true,
    edits: [{ path: ["training", "earlyStopping"], value: { monitor: "validationLoss", patience } }],
  };
  const what = l10n.t("The network has {0} parameters, and {1} numbers to learn from.", parameters, data);
  const advice = fewer
    ? l10n.t("Fewer units may do better on rows that it has not seen.")
    : l10n.t("More rows, or a penalty such as l2, keep it from that.");
  const curve =
    run && heart ? evidenceCurve(run.history, "validationLoss", l10n.t("Validation loss")) : undefined;
  return [
    {
      severity: heart ? "warning" : "hint",
      path: largestLayer(known),
      message: heart
        ? l10n.t(
            "{0} It learnt them by heart: the loss is {1} on the training rows and {2} on others, where it had been {3}. Stop at the best epoch with earlyStopping. {4}",
            what,
            short(heart.training),
            short(heart.now),
            short(heart.best),
            advice,
          )
        : l10n.t("{0} It can learn them by heart. {1}", what, advice),
      fixes: [...(heart ? [stopping] : []), ...(fewer ? [fewer] : [])],
      evidence: {
        explanation: l10n.t(
          "With more parameters than data a network can give every training row its own answer, without finding what they have in common. Whether it does shows on rows that it has not seen.",
        ),
        numbers: [
          { label: l10n.t("Parameters"), value: String(parameters) },
          { label: l10n.t("Training samples"), value: String(known.statistics.samples.train) },
          { label: l10n.t("Parameters for each number to learn from"), value: short(parameters / data) },
          ...(heart
            ? [
                { label: l10n.t("Training loss"), value: short(heart.training) },
                { label: l10n.t("Validation loss"), value: short(heart.now) },
                { label: l10n.t("Best validation loss"), value: short(heart.best) },
              ]
            : []),
        ],
        ...(curve && { curve }),
      },
      because: ["leaky-split", "inputs-not-normalized", "targets-not-normalized"],
    },
  ];
}

/** The network has more parameters than there is data, which is harmless until it learns the data by heart. */
export const moreParametersThanData: Rule = {
  before: (known) => findings(known),
  during: (run) => findings(run, run),
};
