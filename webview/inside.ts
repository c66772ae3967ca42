import {
  type Inside,
  type LayerCurves,
  type LayerInside,
  type LayerName,
  type Strip,
  stripBins,
} from "../src/protocol/inside.ts";
import type { PanelStrings } from "../src/protocol/panel-strings.ts";
import type { Point } from "./decimate.ts";
import { fill, formatCount, formatFigure, formatNumber } from "./format.ts";
import type { TableContent } from "./table.ts";

/** Layers that a summary names one by one. */
const mostNamed = 6;

/** A layer in the file's own words, its number from 1: `1 dense 16 tanh`. */
export const layerTitle = ({ index, type, units, activation }: LayerName): string =>
  [index + 1, type, units, ...(activation ? [activation] : [])].join(" ");

/** One layer's line in a chart of all layers. */
export interface LayerLine {
  readonly label: string;
  /** Of all layers: gives the line its look. */
  readonly position: number;
  readonly points: Point[];
  readonly values: Float64Array;
}

/** The lines of the layers that have such a curve; on a logarithmic axis only what is positive can be drawn. */
export function layerLines(
  { epochs, layers }: Inside,
  curve: keyof LayerCurves,
  positiveOnly: boolean,
  label: (layer: string) => string = (layer) => layer,
): LayerLine[] {
  return layers.flatMap(({ layer, curves }, position) => {
    const values = curves[curve];
    if (!values.some(Number.isFinite)) return [];
    const points = Array.from(values, (y, column) => ({ x: epochs[column] ?? Number.NaN, y })).filter(
      ({ y }) => Number.isFinite(y) && (y > 0 || !positiveOnly),
    );
    return [{ label: label(layerTitle(layer)), position, points, values }];
  });
}

/** What a chart of layers shows, in a sentence for those who do not see it. */
export function linesSummary(
  title: string,
  lines: readonly LayerLine[],
  { epochs }: Inside,
  strings: PanelStrings,
  format = formatFigure,
): string {
  const named = lines
    .slice(0, mostNamed)
    .map(({ label, values }) => `${label}: ${format(values.at(-1) ?? Number.NaN)}`);
  const rest = lines.length > mostNamed ? ["…"] : [];
  return fill(strings.insideSummary, title, formatNumber(epochs.at(-1) ?? 0), [...named, ...rest].join("; "));
}

/** The chart as a table: of each layer its first value, its smallest, largest and last. */
export const linesTable = (
  lines: readonly LayerLine[],
  strings: PanelStrings,
  format = formatFigure,
): TableContent => ({
  columns: [strings.layer, strings.first, strings.smallest, strings.largest, strings.last],
  rows: lines.map(({ label, values }) => {
    const finite = values.filter(Number.isFinite);
    const figures = [finite[0], Math.min(...finite), Math.max(...finite), values.at(-1)];
    return [label, ...figures.map((value) => format(value ?? Number.NaN))];
  }),
});

export interface LayerStrip {
  readonly label: string;
  readonly strip: Strip;
}

export const layerStrips = ({ layers }: Inside, which: "weights" | "activations"): LayerStrip[] =>
  layers.flatMap((each: LayerInside) => {
    const strip = each[which];
    return strip ? [{ label: layerTitle(each.layer), strip }] : [];
  });

/** The value at which bin `bin` of a strip begins. */
export const binEdge = ({ limit }: Strip, bin: number): number => ((2 * bin) / stripBins - 1) * limit;

/** The bins that hold anything in any column, from the first to before the last; one in the middle where none does. */
export function usedBins({ shares }: Strip): readonly [number, number] {
  let first = stripBins;
  let end = 0;
  for (let at = 0; at < shares.length; at++)
    if ((shares[at] as number) > 0) {
      const bin = at % stripBins;
      if (bin < first) first = bin;
      if (bin >= end) end = bin + 1;
    }
  return first < end ? [first, end] : [stripBins / 2, stripBins / 2 + 1];
}

/** The value below which `part` of a column's values lie, as exact as the bins are; NaN where there are none. */
export function quantile(strip: Strip, column: number, part: number): number {
  const bins = strip.shares.subarray(column * stripBins, (column + 1) * stripBins);
  const shares = Array.from(bins, (code) => code ** 2);
  const total = shares.reduce((sum, share) => sum + share, 0);
  let below = 0;
  for (const [bin, share] of shares.entries()) {
    if (share > 0 && below + share >= part * total)
      return binEdge(strip, bin + (part * total - below) / share);
    below += share;
  }
  return Number.NaN;
}

const quantiles = [0.05, 0.5, 0.95] as const;

const lastQuantiles = ({ strip }: LayerStrip): string[] => {
  const column = strip.shares.length / stripBins - 1;
  return quantiles.map((part) => formatNumber(quantile(strip, column, part), 3));
};

/** What strips show, in a sentence for those who do not see them. */
export function stripsSummary(
  title: string,
  strips: readonly LayerStrip[],
  { epochs }: Inside,
  strings: PanelStrings,
): string {
  const named = strips.slice(0, mostNamed).map((each) => {
    const [low = "", , high = ""] = lastQuantiles(each);
    return `${each.label}: ${fill(strings.rangeOf, low, high)}`;
  });
  const rest = strips.length > mostNamed ? ["…"] : [];
  return fill(strings.stripsSummary, title, formatNumber(epochs.at(-1) ?? 0), [...named, ...rest].join("; "));
}

export const stripsTable = (strips: readonly LayerStrip[], strings: PanelStrings): TableContent => ({
  columns: [strings.layer, strings.lowTwentieth, strings.median, strings.highTwentieth],
  rows: strips.map((each) => [each.label, ...lastQuantiles(each)]),
});

/** Epochs at which the columns begin and end, one more than there are columns. */
export function columnEdges(epochs: Float64Array): Float64Array {
  const [first = 0, second] = epochs;
  const width = second === undefined ? first : second - first;
  return Float64Array.of(Math.max(0, first - width), ...epochs);
}

/** How many of the layers are shown, where that is not all. */
export const layersNote = ({ layers, layerCount }: Inside, strings: PanelStrings): string =>
  layers.length < layerCount
    ? fill(strings.layersShown, formatCount(layers.length), formatCount(layerCount))
    : "";
