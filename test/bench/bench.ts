// `npm run bench`: the engine beside its peers on the same work. `--help` names the flags.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../workbench/environment.mjs";
import { bundleOurs } from "./bundle.ts";
import { ratioChart, writePicture } from "./chart.ts";
import { contest } from "./contest.ts";
import { contestants } from "./contestants.ts";
import { dataBench, dataTable } from "./data/data-bench.ts";
import { growth, growthTable } from "./growth.ts";
import { growthChart } from "./growth-chart.ts";
import { installPeers } from "./install.ts";
import { Limit } from "./limit.ts";
import { notes, peerNames, table } from "./report.ts";
import type { Results, WorkloadResult } from "./results.ts";
import { writeWorkload } from "./workload-files.ts";
import { workloads } from "./workloads.ts";

const usage = `npm run bench -- [flags]
  --only W3,W5           these workloads alone
  --peers pytorch,numpy  these peers alone (none: the engine without any)
  --rounds N             rounds of each program (5)
  --quick                2 short rounds, and no peer trains to the end
  --growth               instead: time a sample over width, depth, batch and rows
  --data                 instead: time to load 1 GB of CSV, and the same as NPY and Parquet
  --write                puts the results into test/bench/, media/ and the README (else: dist/bench/)`;

const { values: flags } = parseArgs({
  options: {
    only: { type: "string" },
    peers: { type: "string" },
    rounds: { type: "string" },
    quick: { type: "boolean", default: false },
    growth: { type: "boolean", default: false },
    data: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const listed = (list: string | undefined, name: string): boolean =>
  list === undefined || list.toLowerCase().split(",").includes(name.toLowerCase());

/** What is wrong with the flags, or undefined. */
function complaint(): string | undefined {
  const unknown = (list: string | undefined, names: readonly string[]) =>
    list?.split(",").find((wanted) => !names.some((name) => listed(wanted, name)));
  const workload = unknown(
    flags.only,
    workloads.map(({ name }) => name),
  );
  if (workload !== undefined) return `--only: there is no workload ${workload}.`;
  const peer = unknown(flags.peers, ["none", "ours", ...peerNames]);
  if (peer !== undefined) return `--peers: there is no ${peer}. Known: ${peerNames.join(", ")}, or none.`;
  if (flags.rounds !== undefined && !(Number(flags.rounds) >= 1))
    return "--rounds takes a whole number from 1.";
  const isPart = flags.only !== undefined || flags.peers !== undefined || flags.quick;
  if (flags.write && isPart) return "--write wants the whole run, without --only, --peers and --quick.";
  return undefined;
}

const say = (text: string) => process.stderr.write(`${text}\n`);

const resultsFolder = join(root, flags.write ? "test/bench" : "dist/bench");

function writeJson(name: string, results: object): void {
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(join(resultsFolder, name), `${JSON.stringify(results, null, 2)}\n`);
}

/** Replaces what stands between the README's two marks. */
function writeReadme(text: string): void {
  const path = join(root, "README.md");
  const readme = readFileSync(path, "utf8");
  const marked = /<!-- bench -->.*<!-- \/bench -->/s;
  if (!marked.test(readme)) throw new Error("README.md lacks its <!-- bench --> … <!-- /bench --> marks.");
  writeFileSync(
    path,
    readme.replace(marked, () => `<!-- bench -->\n${text}\n<!-- /bench -->`),
  );
}

const machine = () => ({
  date: new Date().toISOString(),
  processor: cpus()[0]?.model.trim() ?? "unknown processor",
  cores: availableParallelism(),
  node: process.versions.node,
  load: loadavg()[0] ?? 0,
});

async function compete(folder: string): Promise<void> {
  const about = machine();
  const peers = contestants().filter(({ name }) => listed(flags.peers, name));
  if (peers.some(({ command }) => command?.[0] === process.execPath)) await installPeers();
  const ours = await bundleOurs();
  const rounds = Number(flags.rounds ?? (flags.quick ? 2 : 5));
  const times = flags.quick ? { run: 0.4, warmUp: 0.2 } : { run: 1, warmUp: 0.4 };
  const limit = await Limit.start(about.cores);
  const measured: WorkloadResult[] = [];
  for (const workload of workloads.filter(({ name }) => listed(flags.only, name))) {
    say(`${workload.name}: ${workload.question} …`);
    writeWorkload(folder, workload);
    const { cores } = about;
    const options = { ours, peers, folder, rounds, times, limit, cores, toTheEnd: !flags.quick, say };
    measured.push(await contest(workload, options));
  }
  await limit.end();
  const missing = [...new Set(peers.filter(({ command }) => !command).map(({ name }) => name))];
  const results: Results = { ...about, rounds, isFused: limit.isFused, missing, workloads: measured };
  const text = [table(results), ...notes(results)].join("\n\n");
  console.log(`\n${text}\n`);
  writeJson("results.json", results);
  await writePicture(ratioChart(results), join(root, flags.write ? "media" : "dist/bench", "bench.png"));
  if (flags.write)
    writeReadme(`\n![How many times longer than Backprop others take](media/bench.png)\n\n${text}\n`);
}

async function grow(folder: string): Promise<void> {
  const about = machine();
  const curves = await growth(await bundleOurs(), folder, say);
  console.log(`\n${curves.map(growthTable).join("\n\n")}\n`);
  writeJson("growth.json", { ...about, curves });
  const title = `${about.processor}, ${about.cores} cores, Node ${about.node}`;
  await writePicture(growthChart(curves, title), join(resultsFolder, "growth.png"));
}

async function readData(folder: string): Promise<void> {
  const about = machine();
  const size = { rows: flags.quick ? 100_000 : 1_000_000, columns: 100 };
  const results = await dataBench(folder, size, Number(flags.rounds ?? (flags.quick ? 1 : 3)), say);
  console.log(`\n${dataTable(results)}\n`);
  writeJson("data.json", { ...about, ...results });
}

const wrong = complaint();
if (flags.help) console.log(usage);
else if (wrong !== undefined) {
  say(`${wrong}\n\n${usage}`);
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), "backprop-bench-"));
  try {
    await (flags.data ? readData(folder) : flags.growth ? grow(folder) : compete(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
