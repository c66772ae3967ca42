import { escaped, framed, ink, type Picture, pale, soft } from "./chart.ts";
import type { GrowthCurve } from "./growth.ts";
import { duration } from "./report.ts";

const width = 960;
const panelWidth = 370;
const panelHeight = 210;
const line = "#0072b2";

const short = (value: number): string =>
  value >= 1e6 ? `${value / 1e6}M` : value >= 1e4 ? `${value / 1e3}k` : value.toLocaleString("en");

/** Time a sample over each size, both axes logarithmic and all times on one scale. */
export function growthChart(curves: readonly GrowthCurve[], machine: string): Picture {
  const seconds = curves.flatMap(({ points }) => points.map((point) => point.seconds));
  const low = Math.floor(Math.log10(Math.min(...seconds)));
  const high = Math.ceil(Math.log10(Math.max(...seconds)));
  const body = [
    `<text x="24" y="32" font-size="19" font-weight="600">How the time to train one sample grows</text>`,
    `<text x="24" y="54" fill="${soft}">${escaped(machine)}. Both axes logarithmic.</text>`,
  ];
  for (const [at, curve] of curves.entries()) {
    const left = 76 + (at % 2) * (panelWidth + 100);
    const top = 100 + Math.floor(at / 2) * (panelHeight + 84);
    body.push(`<g transform="translate(${left} ${top})">${panel(curve, low, high).join("")}</g>`);
  }
  return framed(width, 100 + Math.ceil(curves.length / 2) * (panelHeight + 84) - 24, body);
}

function panel({ name, question, points }: GrowthCurve, low: number, high: number): string[] {
  const first = Math.log10(points[0]?.size ?? 1);
  const last = Math.log10(points.at(-1)?.size ?? 10);
  const x = (size: number) => ((Math.log10(size) - first) / (last - first)) * panelWidth;
  const y = (seconds: number) => (1 - (Math.log10(seconds) - low) / (high - low)) * panelHeight;
  const parts = [
    `<text y="-12"><tspan font-weight="600">${name}</tspan> <tspan fill="${soft}">${escaped(question)}</tspan></text>`,
  ];
  for (let power = low; power <= high; power++) {
    const at = y(10 ** power).toFixed(1);
    // 1 µs, not 1.00 µs or 1000 ns.
    const label = duration(10 ** power * (1 + 1e-9)).replace(/\.0+ /, " ");
    parts.push(
      `<line x2="${panelWidth}" y1="${at}" y2="${at}" stroke="${pale}"/>`,
      `<text x="-8" y="${Number(at) + 4}" text-anchor="end" font-size="11" fill="${soft}">${label}</text>`,
    );
  }
  for (const { size } of points)
    parts.push(
      `<text x="${x(size).toFixed(1)}" y="${panelHeight + 18}" text-anchor="middle" font-size="11" fill="${soft}">${short(size)}</text>`,
    );
  const path = points.map(({ size, seconds }) => `${x(size).toFixed(1)} ${y(seconds).toFixed(1)}`).join("L");
  parts.push(`<path d="M${path}" fill="none" stroke="${line}" stroke-width="2"/>`);
  for (const { size, seconds } of points)
    parts.push(`<circle cx="${x(size).toFixed(1)}" cy="${y(seconds).toFixed(1)}" r="3" fill="${line}"/>`);
  for (const [at, { size, seconds }] of points.entries()) {
    if (at > 0 && at < points.length - 1) continue;
    const anchor = at === 0 ? "start" : "end";
    parts.push(
      `<text x="${x(size).toFixed(1)}" y="${(y(seconds) - 9).toFixed(1)}" text-anchor="${anchor}" font-size="11" fill="${ink}">${duration(seconds)}</text>`,
    );
  }
  return parts;
}
