import * as l10n from "@vscode/l10n";
import type { Histogram, LabelCounts } from "../protocol/data-summary.ts";
import { escapeText } from "./text.ts";

/** Mid-tones: at least 3:1 against white and against the black of dark and high contrast themes alike. */
const bar = "#1a85ff";
const text = "#808080";

export interface Size {
  readonly width: number;
  readonly height: number;
}

const pixel = (value: number): string => String(Math.round(value * 10) / 10);

const svg = ({ width, height }: Size, title: string, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="11"><title>${escapeText(title)}</title>${parts.join("")}</svg>`;

const label = (x: number, y: number, anchor: "start" | "end", content: string): string =>
  `<text x="${pixel(x)}" y="${pixel(y)}" text-anchor="${anchor}" fill="${text}">${escapeText(content)}</text>`;

/** How a column's values are spread, as an inline SVG that is readable on any background; `format` writes its ends. */
export function histogramSvg(
  { from, to, counts }: Histogram,
  { title, format, ...size }: Size & { readonly title: string; readonly format: (value: number) => string },
): string {
  const { width, height } = size;
  const bottom = height - 18;
  const highest = Math.max(1, ...counts);
  const step = width / counts.length;
  // Two thirds of the width at most, so that a lone value does not look like a wall.
  const thick = Math.min(step - Math.min(1, step / 4), width / 3);
  const bars = counts.flatMap((count, index) => {
    if (count === 0) return [];
    // What is there is seen, however little it is.
    const tall = Math.max(1, ((bottom - 4) * count) / highest);
    const x = index * step + (step - thick) / 2;
    return [
      `<rect x="${pixel(x)}" y="${pixel(bottom - tall)}" width="${pixel(thick)}" height="${pixel(tall)}" fill="${bar}"/>`,
    ];
  });
  const ends =
    from === to
      ? [label(0, height - 4, "start", format(from))]
      : [label(0, height - 4, "start", format(from)), label(width, height - 4, "end", format(to))];
  return svg(size, title, [
    ...bars,
    `<path d="M0 ${bottom}H${width}" fill="none" stroke="${text}"/>`,
    ...ends,
  ]);
}

const rowHeight = 16;
/** Letters of a label that there is room for. */
const longestLabel = 18;

/** How often each label comes, as an inline SVG of `width` pixels with a row for each. */
export function labelsSvg(
  { top, others, different }: LabelCounts,
  { title, width }: { readonly title: string; readonly width: number },
): string {
  const rows = [
    ...top.map(({ label: name, count }) => ({ name, count })),
    ...(others > 0 ? [{ name: l10n.t("{0} others", different - top.length), count: others }] : []),
  ];
  const highest = Math.max(1, ...rows.map(({ count }) => count));
  const left = Math.round(width * 0.36);
  const room = width - left - 60;
  const parts = rows.map(({ name, count }, index) => {
    const y = index * rowHeight;
    const long = Math.max(1, (room * count) / highest);
    return [
      label(left - 6, y + 12, "end", shortened(name)),
      `<rect x="${left}" y="${y + 3}" width="${pixel(long)}" height="${rowHeight - 6}" fill="${bar}"/>`,
      label(left + long + 6, y + 12, "start", String(count)),
    ].join("");
  });
  return svg({ width, height: Math.max(1, rows.length) * rowHeight }, title, parts);
}

const shortened = (name: string): string => {
  const letters = [...name];
  return letters.length > longestLabel ? `${letters.slice(0, longestLabel - 1).join("")}…` : name;
};
