import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { Walk, WalkWeight } from "../../src/protocol/walk.ts";
import { fill, formatCount } from "../format.ts";
import { type Stage, signed, stageHelp, stageName } from "../walk.ts";
import { choiceTable } from "./choice-table.ts";
import { element } from "./dom.ts";
import { equationList } from "./equations.ts";

export interface StageActions {
  readonly chooseUnit: (unit: number) => void;
  readonly chooseWeight: (weight: number) => void;
}

/** What one station of the walk shows: what happens there, its equations, and the numbers of its units or weights. */
export function stageCard(
  stage: Stage,
  walk: Walk,
  strings: PanelStrings,
  actions: StageActions,
): HTMLElement[] {
  return [
    element("h2", {}, stageName(stage, walk.layers, strings)),
    element("p", { class: "help" }, stageHelp(stage, walk, strings)),
    ...content(stage, walk, strings, actions),
  ];
}

function content(stage: Stage, walk: Walk, strings: PanelStrings, actions: StageActions): HTMLElement[] {
  if (stage.kind === "input") return inputContent(walk, strings);
  if (stage.kind === "loss") return lossContent(walk, strings);
  const layer = walk.layers[stage.layer];
  const { unit } = walk;
  if (!layer || unit.layer !== stage.layer) return [];
  const chosen = element(
    "h3",
    {},
    fill(strings.unitOf, formatCount(unit.unit + 1), formatCount(layer.units)),
  );
  const units = (name: string, values: readonly number[]) =>
    choiceTable({
      title: strings.units,
      columns: [strings.unit, name],
      rows: values.map((value, at) => ({ cells: [String(at + 1), signed(value)] })),
      chosen: unit.unit,
      onChoose: actions.chooseUnit,
    });
  const note = cut(layer.outputs.length, layer.units, strings);
  if (stage.kind === "forward")
    return [
      element(
        "div",
        { class: "walk-parts" },
        element("div", {}, chosen, equationList(unit.forward, strings)),
        units(strings.outputValue, layer.outputs),
      ),
      ...note,
    ];
  if (stage.kind === "backward")
    return [
      element(
        "div",
        { class: "walk-parts" },
        element("div", {}, chosen, equationList(unit.backward, strings)),
        units("δ", layer.errors),
      ),
      ...note,
    ];
  return [
    element(
      "div",
      { class: "walk-parts" },
      element("div", {}, chosen, weightTable(walk, strings, actions)),
      units(strings.outputValue, layer.outputs),
    ),
    element("h3", {}, chosenWeight(walk, strings)),
    equationList(unit.update, strings),
    ...cut(
      unit.weights.filter(({ input }) => input !== undefined).length,
      layer.inputs,
      strings,
      unit.weights,
    ),
  ];
}

function inputContent({ inputs, targets, layers }: Walk, strings: PanelStrings): HTMLElement[] {
  const table = (title: string, named: Walk["inputs"]) =>
    choiceTable({
      title,
      columns: [title, strings.value],
      rows: named.map(({ name, value }) => ({ cells: [name, signed(value)] })),
    });
  return [
    element("div", { class: "walk-parts" }, table(strings.input, inputs), table(strings.target, targets)),
    ...cut(inputs.length, layers[0]?.inputs ?? 0, strings),
  ];
}

function lossContent({ losses, loss, targets, layers }: Walk, strings: PanelStrings): HTMLElement[] {
  const outputs = layers.at(-1)?.outputs ?? [];
  return [
    element(
      "div",
      { class: "walk-parts" },
      equationList([...losses, loss], strings),
      choiceTable({
        title: strings.output,
        columns: [strings.output, strings.predicted, strings.actual],
        rows: targets.map(({ name, value }, at) => ({
          cells: [name, signed(outputs[at] ?? 0), signed(value)],
        })),
      }),
    ),
  ];
}

/** Where a weight comes from: the name of its input column, or the unit before. */
function weightName({ parameter, input }: WalkWeight, walk: Walk, strings: PanelStrings): string {
  if (input === undefined) return parameter;
  const name = walk.unit.layer === 0 ? walk.inputs[input]?.name : undefined;
  return fill(strings.fromInput, name ?? fill(strings.unitNumber, String(input + 1)));
}

function chosenWeight(walk: Walk, strings: PanelStrings): string {
  const weight = walk.unit.weights[walk.unit.weight];
  return weight ? fill(strings.weightOf, weightName(weight, walk, strings)) : "";
}

function weightTable(walk: Walk, strings: PanelStrings, { chooseWeight }: StageActions): HTMLElement {
  const { unit, clip } = walk;
  return choiceTable({
    title: strings.weights,
    columns: [
      strings.weight,
      strings.before,
      strings.gradient,
      ...(clip ? [strings.clippedGradient] : []),
      strings.change,
      strings.after,
    ],
    rows: unit.weights.map((each) => ({
      cells: [
        weightName(each, walk, strings),
        signed(each.weight),
        signed(each.gradient),
        ...(clip ? [signed(each.clipped)] : []),
        signed(each.next - each.weight),
        signed(each.next),
      ],
    })),
    chosen: unit.weight,
    onChoose: chooseWeight,
  });
}

/** Says that not all are shown; nothing of a unit that has but its own numbers. */
function cut(
  shown: number,
  count: number,
  strings: PanelStrings,
  weights: readonly WalkWeight[] = [],
): HTMLElement[] {
  const single = weights.length > 0 && weights.every(({ input }) => input === undefined);
  if (shown >= count || single) return [];
  return [element("p", { class: "help" }, fill(strings.firstShown, formatCount(shown), formatCount(count)))];
}
