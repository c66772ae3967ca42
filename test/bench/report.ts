import type { PeerResult, Results, WorkloadResult } from "./results.ts";

export function duration(seconds: number): string {
  if (seconds >= 100) return `${Math.round(seconds)} s`;
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  if (seconds >= 1e-3) return `${(seconds * 1e3).toPrecision(3)} ms`;
  return seconds >= 1e-6 ? `${(seconds * 1e6).toPrecision(3)} µs` : `${(seconds * 1e9).toPrecision(3)} ns`;
}

export const times = (ratio: number): string =>
  `${ratio >= 100 ? Math.round(ratio).toLocaleString("en") : ratio.toPrecision(ratio >= 1 ? 3 : 2)}×`;

const tiny = (value: number): string => (value === 0 ? "nothing" : value.toExponential(0));
const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** `1.91 s, **835×** (goal 1,000 ✗)`; a time that is inferred from a part has ≈. */
function cell({ seconds, ratio, goal, share }: PeerResult): string {
  const verdict = goal > 0 ? ` (goal ${goal.toLocaleString("en")} ${ratio >= goal ? "✓" : "✗"})` : "";
  return `${share < 1 ? "≈ " : ""}${duration(seconds)}, **${times(ratio)}**${verdict}`;
}

/** A Markdown table, its columns as wide as their longest cell. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(3, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [head, widths.map((width) => "-".repeat(width)), ...body].map(line).join("\n");
}

/** In the order of the table's columns. */
export const peerNames = ["NumPy", "PyTorch", "TensorFlow.js", "brain.js", "ConvNetJS"];

export function table({ workloads }: Results): string {
  const present = new Set(workloads.flatMap(({ peers }) => peers.map(({ name }) => name)));
  const names = peerNames.filter((name) => present.has(name));
  const rows = workloads.map(({ name, question, seconds, peers }) => [
    `${name}, ${question}`,
    duration(seconds),
    ...names.map((peer) => {
      const result = peers.find(({ name }) => name === peer);
      return result ? cell(result) : "–";
    }),
  ]);
  return markdownTable([["workload", "Backprop", ...names], ...rows]);
}

/** How near a workload comes to what the multiply-adds of the cores that it uses allow; small ones are bound by other things. */
function ofLimit({ name, rate, limit, threads }: WorkloadResult): string {
  const cores = threads === 1 ? "one core" : `${threads} cores`;
  return `${name} ${rate.toFixed(1)} GFLOP/s on ${cores}, ${percent(rate / (threads === 1 ? limit.one : limit.all))} of that`;
}

const rateNames = ["W3", "W4", "W5"];

/** What was measured besides the times, a paragraph each. */
export function notes(results: Results): string[] {
  const { workloads, missing, isFused, cores, processor, node, date, rounds } = results;
  const large = workloads.filter(({ name }) => rateNames.includes(name));
  const limits = (which: "one" | "all") => {
    const values = workloads.map(({ limit }) => limit[which]);
    return `${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)}`;
  };
  const wide = workloads.find(({ name }) => name === "W5");
  const differences = workloads.flatMap(({ name, peers }) =>
    peers.flatMap(({ name: peer, difference }) => (difference ? [{ name, peer, ...difference }] : [])),
  );
  const atEnd = differences.filter(({ whole }) => whole);
  const atStart = differences.filter(({ whole }) => !whole);
  const largest = (list: readonly { value: number }[]) => tiny(Math.max(...list.map(({ value }) => value)));
  return [
    `${date.slice(0, 10)}, ${processor}, ${cores} cores, Node ${node}; medians of ${rounds} interleaved rounds. Timed is the training alone, from the same first weights on the same data. × is the peer's time over Backprop's; ≈ marks a time inferred from a part of the work.`,
    ...(results.load > cores / 2
      ? [`The machine was busy when this began (load ${results.load.toFixed(1)}): these figures say little.`]
      : []),
    ...(missing.length > 0
      ? [`Not on this machine: ${missing.join(", ")} (the variable BACKPROP_PYTHON names another Python).`]
      : []),
    `128-bit ${isFused ? "fused multiply-adds" : "multiplications and additions"}, the most that WebAssembly can reach: ${limits("one")} GFLOP/s on one core, ${limits("all")} on ${cores}, measured in the same rounds. ${large.map(ofLimit).join("; ")}${wide ? " (goal for W5: 85 %)" : ""}.`,
    `In slices of 10 ms with signals between them, as in the editor: ${workloads.map(({ name, sliced }) => `${name} ${(100 * (sliced - 1)).toFixed(1)} %`).join(", ")} more time (goal: at most 5 %).`,
    ...(wide ? [memoryNote(wide)] : []),
    ...(atEnd.length > 0
      ? [
          `Loss after the whole training against ${[...new Set(atEnd.map(({ peer }) => peer))].join(", ")}: ${atEnd.map(({ name, value }) => `${name} differs by ${tiny(value)}`).join(", ")} (goal: 1e-12).`,
        ]
      : []),
    ...(atStart.length > 0
      ? [
          `Loss after at most 100 steps against the same algorithm elsewhere: a difference of ${largest(atStart)} at most.`,
        ]
      : []),
  ];
}

function memoryNote({ memory: { kernels, trained, data, peak } }: WorkloadResult): string {
  return `Memory of W5: ${megabytes(kernels)} for the kernels, of it weights, gradients and momentum once each ${megabytes(trained)}, data ${megabytes(data)}; the whole process at most ${megabytes(peak)}.`;
}
