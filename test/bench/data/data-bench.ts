import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import esbuild from "esbuild";
import { root } from "../../workbench/environment.mjs";
import { findPython } from "../contestants.ts";
import { median } from "../measure.ts";
import { makeFiles } from "./make-files.ts";
import type { Reading } from "./reading.ts";

/** The median of some readings of one file by one program. */
export interface DataResult extends Reading {
  readonly format: string;
  /** Of the file. */
  readonly bytes: number;
}

export interface DataResults {
  readonly rows: number;
  readonly columns: number;
  readonly rounds: number;
  readonly readings: readonly DataResult[];
}

interface Reader {
  readonly format: string;
  readonly file: string;
  readonly command: readonly string[];
}

async function bundle(): Promise<readonly string[]> {
  const outfile = join(root, "dist/bench/data.mjs");
  await esbuild.build({
    bundle: true,
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    logLevel: "warning",
    entryPoints: [join(root, "test/bench/data/ours.ts")],
    outfile,
    format: "esm",
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
  });
  return [process.execPath, outfile];
}

/** Times how long data files take to load, `rounds` times each, every program in a process of its own. */
export async function dataBench(
  folder: string,
  size: { rows: number; columns: number },
  rounds: number,
  say: (text: string) => void,
): Promise<DataResults> {
  const { rows, columns } = size;
  say(`Writing ${rows} rows by ${columns} columns …`);
  const { csv, npy } = makeFiles(folder, rows, columns);
  const peer = join(import.meta.dirname, "peers.py");
  const parquet = join(folder, "data.parquet");
  const withArrow = findPython("numpy", "pyarrow", "pandas");
  if (withArrow) run([withArrow, peer, "write", npy, parquet]);
  else say("There is no Python with numpy, pandas and pyarrow: no Parquet file, and none of them beside.");
  const ours = await bundle();
  const readers: Reader[] = [
    { format: "CSV", file: csv, command: ours },
    { format: "CSV", file: csv, command: [process.execPath, join(import.meta.dirname, "papaparse.mjs")] },
    { format: "NPY", file: npy, command: ours },
  ];
  if (withArrow && existsSync(parquet))
    readers.push(
      { format: "CSV", file: csv, command: [withArrow, peer, "pandas"] },
      { format: "NPY", file: npy, command: [withArrow, peer, "numpy"] },
      { format: "Parquet", file: parquet, command: ours },
      { format: "Parquet", file: parquet, command: [withArrow, peer, "pyarrow"] },
    );
  const found = readers.map((): Reading[] => []);
  for (let round = 1; round <= rounds; round++)
    readers.forEach(({ format, file, command }, at) => {
      const reading = JSON.parse(run([...command, file])) as Reading;
      if (reading.rows !== rows) throw new Error(`${reading.program} read ${reading.rows} rows of ${file}.`);
      say(`${format}, ${reading.program}, round ${round}: ${reading.seconds.toFixed(2)} s`);
      found[at]?.push(reading);
    });
  const readings = readers
    .map(({ format, file }, at) => ({ format, bytes: statSync(file).size, ...middle(found[at] ?? []) }))
    .sort(
      (a, b) =>
        a.format.localeCompare(b.format) ||
        Number(b.program === "Backprop") - Number(a.program === "Backprop"),
    );
  return { rows, columns, rounds, readings };
}

function middle(readings: readonly Reading[]): Reading {
  const [first] = readings;
  if (!first) throw new Error("There was no round.");
  const waits = readings.map(({ hostWait }) => hostWait).filter((wait) => wait !== undefined);
  return {
    ...first,
    seconds: median(readings.map(({ seconds }) => seconds)),
    processor: median(readings.map(({ processor }) => processor)),
    memory: median(readings.map(({ memory }) => memory)),
    ...(waits.length > 0 && { hostWait: Math.max(...waits) }),
  };
}

function run([command = "", ...args]: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr}`);
  return stdout;
}

/** The results as a Markdown table. */
export function dataTable({ rows, columns, rounds, readings }: DataResults): string {
  const values = rows * columns;
  const single = values * 4;
  const lines = readings.map((reading) => {
    const { format, program, bytes, seconds, processor, memory, hostWait } = reading;
    const rival = readings.find((other) => other.format === format && other.program === "Backprop");
    const ratio = rival && rival !== reading ? `${(seconds / rival.seconds).toFixed(2)}×` : "";
    const cells = [
      `${format}, ${(bytes / 1e6).toFixed(0)} MB`,
      program,
      `${seconds.toFixed(2)} s`,
      ratio,
      `${processor.toFixed(2)} s`,
      (bytes / 1e6 / seconds).toFixed(0),
      (single / 1e6 / seconds).toFixed(0),
      `${(memory / 1e6).toFixed(0)} MB (${(memory / single).toFixed(2)}×)`,
      hostWait === undefined ? "" : `${(hostWait * 1000).toFixed(0)} ms`,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    `${rows} rows by ${columns} columns, read whole; the median of ${rounds}. Memory is the process's at most, beside the values' size in float32 (${(single / 1e6).toFixed(0)} MB); papaparse keeps nothing.`,
    "",
    "| file | read by | time | of Backprop's | processor | MB/s of file | MB/s of float32 | memory | longest wait of the editor's thread |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...lines,
  ].join("\n");
}
