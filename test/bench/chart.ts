import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { chromium } from "playwright-core";
import { findBrowser } from "../workbench/system.mjs";
import { times } from "./report.ts";
import type { PeerResult, Results } from "./results.ts";

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

// Okabe and Ito's colours, which people with any colour vision tell apart.
const colours: Readonly<Record<string, string>> = {
  NumPy: "#0072b2",
  PyTorch: "#d55e00",
  "TensorFlow.js": "#e69f00",
  "brain.js": "#009e73",
  ConvNetJS: "#cc79a7",
};
export const ink = "#1f2328";
export const pale = "#d0d7de";
export const soft = "#57606a";

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** A picture's frame: white ground, one font. */
export function framed(width: number, height: number, body: readonly string[]): Picture {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="13" fill="${ink}"><rect width="100%" height="100%" fill="#fff"/>${body.join("")}</svg>`;
  return { svg, width, height };
}

const left = 232;
const right = 150;
const width = 960;
const barHeight = 15;
const barGap = 4;
const groupGap = 18;
const top = 76;

/** How many times longer each peer takes, on a logarithmic axis, with the goals as marks. */
export function ratioChart({ workloads, processor, cores, node }: Results): Picture {
  const peers = workloads.flatMap(({ peers }) => peers);
  const values = peers.flatMap(({ ratio, goal }) => (goal > 0 ? [ratio, goal] : [ratio]));
  const low = Math.log10(Math.min(0.8, ...values)) - 0.1;
  const high = Math.log10(Math.max(10, ...values));
  const x = (ratio: number) => left + ((Math.log10(ratio) - low) / (high - low)) * (width - left - right);
  const groups = workloads.map(({ peers }) => peers.length * (barHeight + barGap) + groupGap);
  const bottom = top + groups.reduce((sum, height) => sum + height, 0);
  const body = [
    `<text x="24" y="32" font-size="19" font-weight="600">How many times longer than Backprop others take to train the same</text>`,
    `<text x="24" y="54" fill="${soft}">${escaped(`${processor}, ${cores} cores, Node ${node}. Logarithmic; ◆ the goal; right of 1× Backprop is faster.`)}</text>`,
  ];
  for (let power = Math.ceil(low); power <= high; power++) {
    const at = x(10 ** power).toFixed(1);
    const strong = power === 0;
    body.push(
      `<line x1="${at}" x2="${at}" y1="${top}" y2="${bottom}" stroke="${strong ? ink : pale}"/>`,
      `<text x="${at}" y="${bottom + 18}" text-anchor="middle" fill="${soft}">${(10 ** power).toLocaleString("en")}×</text>`,
    );
  }
  let y = top + groupGap / 2;
  for (const [at, { name, question, peers }] of workloads.entries()) {
    const [what = "", size = ""] = question.split(/: |, /);
    body.push(
      `<text x="24" y="${y + 12}" font-weight="600">${name}</text>`,
      `<text x="64" y="${y + 12}">${escaped(what)}</text>`,
      `<text x="64" y="${y + 29}" font-size="11" fill="${soft}">${escaped(size)}</text>`,
    );
    for (const [index, peer] of peers.entries()) body.push(...bar(peer, y + index * (barHeight + barGap), x));
    y += groups[at] ?? 0;
  }
  return framed(width, bottom + 34, body);
}

function bar({ name, ratio, goal }: PeerResult, y: number, x: (ratio: number) => number): string[] {
  const from = x(Math.min(1, ratio));
  const end = x(Math.max(1, ratio));
  const middle = y + barHeight / 2;
  const parts = [
    `<rect x="${from.toFixed(1)}" y="${y}" width="${Math.max(1, end - from).toFixed(1)}" height="${barHeight}" fill="${colours[name] ?? soft}"/>`,
  ];
  const labelAt = Math.max(end, goal > 0 ? x(goal) + 6 : 0);
  if (goal > 0) {
    const at = x(goal);
    parts.push(
      `<path d="M${at} ${middle - 6}l5 6l-5 6l-5 -6z" fill="#fff" stroke="${ink}" stroke-width="1.5"/>`,
    );
  }
  parts.push(
    `<text x="${(labelAt + 6).toFixed(1)}" y="${y + 12}" font-size="12">${escaped(name)} <tspan font-weight="600">${times(ratio)}</tspan></text>`,
  );
  return parts;
}

/** Draws a picture as PNG, finer than most screens; without a browser, as SVG beside that. */
export async function writePicture({ svg, width, height }: Picture, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const executablePath = findBrowser();
  if (!executablePath) {
    writeFileSync(path.replace(/\.png$/, ".svg"), svg);
    return;
  }
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5 });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    await page.screenshot({ path });
  } finally {
    await browser.close();
  }
}
