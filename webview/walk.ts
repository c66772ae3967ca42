import type { JsonPath } from "../src/protocol/json.ts";
import type { WalkView } from "../src/protocol/panel.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Question } from "../src/protocol/question.ts";
import type { RunSnapshot } from "../src/protocol/run.ts";
import type { Equation, Walk, WalkLayer } from "../src/protocol/walk.ts";
import { fill, formatNumber } from "./format.ts";

/** One station of the way: a layer's from 0. */
export type Stage =
  | { readonly kind: "input" }
  | { readonly kind: "loss" }
  | { readonly kind: "forward" | "backward" | "update"; readonly layer: number };

/** Through the layers, to the loss, back through the layers, and what the update makes of each. */
export function stagesOf(layers: readonly Pick<WalkLayer, "trained">[]): Stage[] {
  const all = layers.map((_, layer) => layer);
  return [
    { kind: "input" },
    ...all.map((layer) => ({ kind: "forward", layer }) as const),
    { kind: "loss" },
    ...all.toReversed().map((layer) => ({ kind: "backward", layer }) as const),
    ...all.filter((layer) => layers[layer]?.trained).map((layer) => ({ kind: "update", layer }) as const),
  ];
}

/** The place of the model file that a station is about. */
export function placeOf(stage: Stage): JsonPath {
  if (stage.kind === "input") return ["data"];
  if (stage.kind === "loss") return ["network", "loss"];
  return ["network", "layers", stage.layer];
}

/** What is to be asked to show a view of the walk, whose stations are known once there was an answer. */
export function questionOf(view: WalkView, stages: readonly Stage[]): Question {
  const stage = stages[Math.min(view.stage, stages.length - 1)];
  const layer = stage && "layer" in stage ? stage.layer : 0;
  return { about: "walk", sample: view.sample, layer, unit: view.unit, weight: view.weight };
}

/** Whether the network can be asked now: only where it stands still. */
export const isWalkable = (run: RunSnapshot | undefined): boolean => run?.progress.status === "paused";

const layerName = ({ type, activation }: WalkLayer): string =>
  activation === undefined || activation === "identity" ? type : `${type}, ${activation}`;

export function stageName(stage: Stage, layers: readonly WalkLayer[], strings: PanelStrings): string {
  if (stage.kind === "input") return strings.stageInput;
  if (stage.kind === "loss") return strings.stageLoss;
  const text = {
    forward: strings.stageForward,
    backward: strings.stageBackward,
    update: strings.stageUpdate,
  };
  const layer = layers[stage.layer];
  return fill(text[stage.kind], String(stage.layer + 1), layer ? layerName(layer) : "");
}

/** A station's mark in the row of all. */
export function stageMark(stage: Stage): string {
  if (stage.kind === "input") return "x";
  if (stage.kind === "loss") return "L";
  return `${{ forward: "→", backward: "←", update: "↻" }[stage.kind]} ${stage.layer + 1}`;
}

/** What happens at a station, in a sentence or two. */
export function stageHelp(stage: Stage, walk: Walk, strings: PanelStrings): string {
  if (stage.kind === "input") return strings.inputHelp;
  if (stage.kind === "loss") return strings.lossHelp;
  if (stage.kind === "backward") return strings.backwardHelp;
  if (stage.kind === "update")
    return walk.clip === "norm"
      ? `${strings.updateHelp} ${fill(strings.gradientLength, formatNumber(walk.gradientNorm, 5))}`
      : strings.updateHelp;
  const help: Readonly<Record<string, string>> = {
    dense: strings.denseHelp,
    activation: strings.activationHelp,
    dropout: strings.dropoutHelp,
    batchNorm: strings.batchNormHelp,
    layerNorm: strings.layerNormHelp,
  };
  return help[walk.layers[stage.layer]?.type ?? ""] ?? "";
}

/** `←` where a letter gets a new value from its old one, else `=`. */
export const signOf = ({ left, formula }: Pick<Equation, "left" | "formula">): string =>
  formula.split(/[^\p{L}\p{M}₀-₉′₊]+/u).includes(left) ? "←" : "=";

/** After these a negative number needs no parentheses. */
const opens = /(^|[(?:,|]|[<>=])\s*$/;

/** A formula with its numbers, as a textbook writes it: `0.5·(−1.2) + 3`. */
export function equationText(values: Equation["values"]): string {
  let text = "";
  values.forEach((part, index) => {
    if (typeof part === "string") {
      text += part;
      return;
    }
    const number = signed(part);
    const after = values[index + 1];
    // A power or a small number in digits and exponent would be read otherwise.
    const isPower = typeof after === "string" && /^[²^]/.test(after);
    const needs = number.startsWith("−")
      ? isPower || !opens.test(text)
      : /[\^e]$/.test(text) && number.includes("e");
    text += needs ? `(${number})` : number;
  });
  return text;
}

/** A number in at most five digits, with a minus sign instead of a hyphen. */
export const signed = (value: number): string => formatNumber(value, 5).replaceAll("-", "−");
