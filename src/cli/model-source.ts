import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { OpenFiles } from "../data/files.ts";
import { parseModelFile } from "../model/parse.ts";
import type { Finding } from "../protocol/finding.ts";
import { fileOpener, isInside } from "../runs/open-file.ts";
import { invalidFinding, placeOf } from "../runs/prepare.ts";
import { UsageError } from "./usage.ts";

export const rootFlags = {
  root: { type: "string" },
  "allow-outside": { type: "boolean", default: false },
} as const;

export const rootHelp = `  --root DIR        the folder that data files must lie in, links resolved
                    (default: the current one if FILE is in it, else FILE's own)
  --allow-outside   let data files lie anywhere`;

/** A model file as the command line was given it. */
export interface ModelSource {
  /** As given, for messages. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly open: OpenFiles;
}

/** The findings of a model file that cannot be read at all. */
export class UnreadableModel extends Error {
  readonly findings: readonly Finding[];

  constructor(file: string, reason: string) {
    super(reason);
    const at = { file, line: 1, column: 1 };
    this.findings = [{ ...invalidFinding([], reason), primary: true, at }];
  }
}

/** Reads a model file and settles where its data files may lie; throws `UnreadableModel`, or a `UsageError` for a root that is none. */
export async function readModel(
  file: string,
  flags: { readonly root?: string | undefined; readonly "allow-outside": boolean },
): Promise<ModelSource> {
  if (flags.root !== undefined) {
    const status = await stat(flags.root).catch(() => undefined);
    if (!status?.isDirectory()) throw new UsageError(`--root ${flags.root} is not a folder.`);
  }
  const absolute = path.resolve(file);
  const folder = path.dirname(absolute);
  const text = await readFile(absolute, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableModel(file, readReason(file, error));
  });
  const cwd = process.cwd();
  const inCurrent = isInside(await realpath(cwd), await realpath(absolute));
  const root = flags["allow-outside"] ? undefined : path.resolve(flags.root ?? (inCurrent ? cwd : folder));
  const open = fileOpener({ folder, ...(root === undefined ? {} : { root }), shownFrom: cwd });
  return { file, path: absolute, text, open };
}

function readReason(file: string, error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return `${file} does not exist.`;
  if (error.code === "EISDIR") return `${file} is a folder; give the model file in it.`;
  return `${file} could not be read: ${error.message}`;
}

/** Findings as `file:line:column: message`, a line each. */
export function problemLines(file: string, text: string, findings: readonly Finding[]): string {
  const parsed = parseModelFile(text);
  return findings
    .map((finding) => {
      const { line, column } = finding.at ?? placeOf(parsed, finding, file);
      return `${finding.at?.file ?? file}:${line}:${column}: ${finding.message}\n`;
    })
    .join("");
}
