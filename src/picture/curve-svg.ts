import * as l10n from "@vscode/l10n";
import type { EvidenceCurve } from "../protocol/finding.ts";
import { escapeText, tick } from "./text.ts";

/** Mid-tones: at least 3:1 against white and against the black of dark and high contrast themes alike. */
const line = "#1a85ff";
const mark = "#e0533d";
const text = "#808080";

const margin = { top: 20, right: 10, bottom: 18, left: 46 };

/** Room that the label at each end of the x axis needs. */
const labelWidth = 60;

/** One piece of the curve between gaps, as pixels. */
type Piece = readonly (readonly [number, number])[];

const pixel = (value: number): string => String(Math.round(value * 10) / 10);

/** A curve as an inline SVG of `width` by `height` pixels, readable on any background, for hovers. */
export function curveSvg(curve: EvidenceCurve, { width, height }: { width: number; height: number }): string {
  const { epochs, values } = curve;
  const shown = values.map((value) =>
    value !== null && Number.isFinite(value) && (!curve.logarithmic || value > 0) ? value : null,
  );
  const present = shown.filter((value) => value !== null);
  const low = Math.min(...present);
  const high = Math.max(...present);
  const first = epochs[0] ?? 0;
  const last = Math.max(epochs.at(-1) ?? first, curve.markEpoch ?? first);

  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const x = (epoch: number): number =>
    margin.left + (last > first ? (epoch - first) / (last - first) : 0.5) * (right - margin.left);
  // Halved, so that the difference of the two largest numbers there are is finite.
  const unit = curve.logarithmic ? Math.log : (value: number): number => value / 2;
  const y = (value: number): number =>
    bottom -
    (unit(high) > unit(low) ? (unit(value) - unit(low)) / (unit(high) - unit(low)) : 0.5) *
      (bottom - margin.top);

  const label = (at: number, down: number, anchor: string, content: string, fill = text): string =>
    `<text x="${pixel(at)}" y="${pixel(down)}" text-anchor="${anchor}" fill="${fill}">${escapeText(content)}</text>`;
  const parts = [
    `<title>${escapeText(curve.title)}</title>`,
    `<path d="M${margin.left} ${margin.top}V${bottom}H${right}" fill="none" stroke="${text}"/>`,
    label(margin.left, 12, "start", curve.title),
    label(margin.left, height - 4, "start", l10n.t("epoch {0}", first)),
    label(right, height - 4, "end", String(last)),
  ];
  if (present.length > 0) parts.push(label(margin.left - 4, bottom, "end", tick(low)));
  if (high > low) parts.push(label(margin.left - 4, margin.top + 8, "end", tick(high)));
  for (const piece of pieces(shown, epochs, x, y)) parts.push(drawn(piece));
  if (curve.markEpoch !== undefined) {
    const at = x(Math.max(first, curve.markEpoch));
    parts.push(
      `<path d="M${pixel(at)} ${margin.top}V${bottom}" fill="none" stroke="${mark}" stroke-width="1.5" stroke-dasharray="4 3"/>`,
    );
    if (at > margin.left + labelWidth && at < right - labelWidth)
      parts.push(label(at, height - 4, "middle", String(curve.markEpoch), mark));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="11">${parts.join("")}</svg>`;
}

function pieces(
  values: readonly (number | null)[],
  epochs: readonly number[],
  x: (epoch: number) => number,
  y: (value: number) => number,
): Piece[] {
  const all: [number, number][][] = [[]];
  values.forEach((value, index) => {
    if (value === null) all.push([]);
    else all.at(-1)?.push([x(epochs[index] as number), y(value)]);
  });
  return all.filter((piece) => piece.length > 0);
}

function drawn(piece: Piece): string {
  const [first] = piece;
  // A single point between gaps has no line to show it.
  if (first && piece.length === 1)
    return `<circle cx="${pixel(first[0])}" cy="${pixel(first[1])}" r="2" fill="${line}"/>`;
  const points = piece.map(([across, down]) => `${pixel(across)} ${pixel(down)}`);
  return `<path d="M${points.join("L")}" fill="none" stroke="${line}" stroke-width="2" stroke-linejoin="round"/>`;
}
