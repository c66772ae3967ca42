import { randomInt } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Tensor } from "../engine/trainer.ts";
import type { History } from "../protocol/history.ts";
import type { RunChange } from "../protocol/settings.ts";
import { readChanges, readHistory } from "./history-file.ts";
import { fileNames, type RunFile, type RunFileName, readRunFile } from "./run-file.ts";
import { readSafetensors } from "./safetensors.ts";

/** Where a run is saved; what the training loop knows of the disk. */
export interface RunStore {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** The model file seen from the folder. */
  readonly modelFile: string;
  /** Writes one file whole or not at all; throws where the disk refuses. */
  write(name: RunFileName, content: string | Uint8Array): Promise<void>;
}

/** `.backprop/<model file's name>` beside the model file. */
export const runsFolder = (modelFile: string): string =>
  path.join(path.dirname(modelFile), ".backprop", path.basename(modelFile).replace(/\.nn\.json$/, ""));

/** Makes a new run's folder `<start time>-<4 letters>` in `parent`, as in `2026-11-24T00-12-33-abcd`, in UTC. */
export async function createRunFolder(
  parent: string,
  modelFile: string,
  now = new Date(),
): Promise<RunStore> {
  const time = now.toISOString().slice(0, 19).replaceAll(":", "-");
  const letters = Array.from({ length: 4 }, () => String.fromCharCode(97 + randomInt(26))).join("");
  const folder = path.join(parent, `${time}-${letters}`);
  await mkdir(parent, { recursive: true });
  await mkdir(folder);
  return openStore(folder, modelFile);
}

/** Writes into an existing folder; `modelFile` is absolute. */
export const openStore = (folder: string, modelFile: string): RunStore => ({
  folder,
  modelFile: path.relative(folder, modelFile).split(path.sep).join("/"),
  write: (name, content) => writeAtomic(path.join(folder, name), content),
});

/** Writes a file beside its place, flushes it, and moves it there, so that a reader never sees half of it. */
export async function writeAtomic(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}-${randomInt(1e9)}.tmp`;
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A run as it stands on disk. */
export interface SavedRun {
  /** Absolute path. */
  readonly folder: string;
  readonly file: RunFile;
  readonly weights: readonly Tensor[];
}

/** Reads a run's description and weights; throws an `Error` that names the file that is missing or broken. */
export async function readRun(folder: string): Promise<SavedRun> {
  const file = readRunFile(await text(folder, fileNames.run));
  return { folder: path.resolve(folder), file, weights: await tensors(folder, fileNames.weights) };
}

/** What `--resume` goes on from. */
export interface ResumePoint extends SavedRun {
  readonly state: readonly Tensor[];
  readonly history: History;
  /** What was set in the run apart from its file. */
  readonly changes: readonly RunChange[];
}

/** Reads all that a run needs to go on; throws as `readRun` does. */
export async function readResumePoint(folder: string): Promise<ResumePoint> {
  const run = await readRun(folder);
  const state = await tensors(folder, fileNames.state);
  const saved = await text(folder, fileNames.history).catch(() => "");
  return { ...run, state, history: readHistory(saved), changes: readChanges(saved) };
}

const text = async (folder: string, name: RunFileName): Promise<string> =>
  (await bytes(folder, name)).toString("utf8");

async function tensors(folder: string, name: RunFileName): Promise<Tensor[]> {
  const content = await bytes(folder, name);
  try {
    return readSafetensors(content);
  } catch (error) {
    throw new Error(`${path.join(folder, name)} is broken: ${(error as Error).message}`);
  }
}

async function bytes(folder: string, name: RunFileName): Promise<Buffer> {
  try {
    return await readFile(path.join(folder, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw new Error(`${path.join(folder, name)}: ${message}`);
    throw new Error(`${folder} is not a saved run: it has no ${name}`);
  }
}
