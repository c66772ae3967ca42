import type { NetworkBase, NetworkState, ShownLayer } from "../src/protocol/network.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Part } from "../src/protocol/prediction.ts";
import { fill, formatCount, formatDate, formatFigure, formatNumber, formatPercent } from "./format.ts";
import { layerTitle } from "./inside.ts";
import type { Node } from "./network-layout.ts";
import { partName, type TableContent } from "./table.ts";

/** The network as it stands, seen with one of its samples. */
export interface Seen {
  readonly base: NetworkBase;
  readonly state: NetworkState;
  readonly sample: number;
}

/** The names of the samples to choose from. */
export function sampleNames({ samples }: NetworkBase, strings: PanelStrings): string[] {
  const { xName, xIsDate, x, split } = samples;
  return Array.from(x, (value, sample) => {
    const at = xIsDate ? formatDate(value) : formatNumber(value, 6);
    return `${xName === "row" ? strings.row : xName} ${at}, ${partName(split[sample] as Part, strings)}`;
  });
}

/** What stands above a column: its name, and its shape. */
export function columnHead({ base }: Seen, column: number, strings: PanelStrings): readonly [string, string] {
  const layer = base.layers[column - 1];
  if (!layer) return [strings.inputs, formatCount(base.inputCount)];
  const shape = `${formatCount(layer.inputs)} → ${formatCount(layer.units)}`;
  return [
    layerTitle(layer),
    layer.parameters > 0 ? fill(strings.shapeOf, shape, formatCount(layer.parameters)) : shape,
  ];
}

/** What a unit gives for the sample: an input in the data's own units. */
export function outputOf(
  { base, state, sample }: Seen,
  { column, row }: Pick<Node, "column" | "row">,
): number {
  if (column === 0) return base.inputs[row]?.values[sample] ?? Number.NaN;
  const units = base.layers[column - 1]?.shown.length ?? 0;
  return state.layers[column - 1]?.outputs[sample * units + row] ?? Number.NaN;
}

/** A unit's weights from the shown units before it; none where it has none, or they are not drawn. */
export function weightsOf({ base, state }: Seen, { column, row }: Pick<Node, "column" | "row">): number[] {
  const weights = state.layers[column - 1]?.weights;
  const units = base.layers[column - 1]?.shown.length ?? 1;
  if (!weights) return [];
  return Array.from(
    { length: weights.length / units },
    (_, before) => weights[before * units + row] ?? Number.NaN,
  );
}

/** A unit's name: an input's own, an output's with its layer. */
export function unitName(
  { base }: Seen,
  { column, row }: Pick<Node, "column" | "row">,
  strings: PanelStrings,
): string {
  const layer = base.layers[column - 1];
  if (!layer) return base.inputs[row]?.name ?? "";
  const name = fill(strings.unitOf, String((layer.shown[row] ?? 0) + 1), layerTitle(layer));
  const output = layer.index === base.layerCount - 1 ? base.outputs[row] : undefined;
  return output ? `${name}: ${output}` : name;
}

/** All that is known of a unit, as names and values. */
export function unitFacts(
  seen: Seen,
  node: Pick<Node, "column" | "row">,
  strings: PanelStrings,
): (readonly [string, string])[] {
  const { biases, gradients, dead } = seen.state.layers[node.column - 1] ?? {};
  const figure = (name: string, values: Float64Array | undefined, format = formatFigure) => {
    const value = values?.[node.row];
    return value === undefined ? [] : [[name, format(value)] as const];
  };
  return [
    [strings.gives, formatFigure(outputOf(seen, node))],
    ...weightsOf(seen, node).map((weight, row) => {
      const before = { column: node.column - 1, row };
      const layer = seen.base.layers[before.column - 1];
      const from = layer ? String((layer.shown[row] ?? 0) + 1) : unitName(seen, before, strings);
      return [fill(strings.weightFrom, from), formatFigure(weight)] as const;
    }),
    ...figure(strings.bias, biases),
    ...figure(strings.gradientNorm, gradients),
    ...figure(strings.deadSamples, dead, formatPercent),
  ];
}

/** The drawing in a sentence or two for those who do not see it. */
export function networkSummary(seen: Seen, strings: PanelStrings): string {
  const { base, state } = seen;
  const last = base.layers.length;
  const outputs = (base.layers.at(-1)?.shown ?? []).map(
    (_, row) => `${base.outputs[row] || row + 1} ${formatFigure(outputOf(seen, { column: last, row }))}`,
  );
  return fill(
    strings.networkSummary,
    formatCount(base.inputCount),
    base.layers.map((layer: ShownLayer) => layerTitle(layer)).join(", "),
    formatCount(base.parameters),
    formatCount(state.epoch),
    outputs.join(", "),
  );
}

/** The shown units as a table. */
export function networkTable(seen: Seen, strings: PanelStrings): TableContent {
  const cell = (values: Float64Array | undefined, row: number, format = formatFigure) =>
    values?.[row] === undefined ? "" : format(values[row]);
  return {
    columns: [strings.unit, strings.gives, strings.bias, strings.gradientNorm, strings.deadSamples],
    rows: [seen.base.inputs.length, ...seen.base.layers.map(({ shown }) => shown.length)].flatMap(
      (units, column) => {
        const { biases, gradients, dead } = seen.state.layers[column - 1] ?? {};
        return Array.from({ length: units }, (_, row) => [
          unitName(seen, { column, row }, strings),
          formatFigure(outputOf(seen, { column, row })),
          cell(biases, row),
          cell(gradients, row),
          cell(dead, row, formatPercent),
        ]);
      },
    ),
  };
}

/** How strong a colour is, 0 to 1, beside the strongest of its kind. */
export const strength = (value: number, strongest: number): number =>
  Number.isFinite(value) && strongest > 0 ? Math.min(1, Math.abs(value) / strongest) : 0;

/** The largest size among finite values. */
export function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value);
  return most;
}
