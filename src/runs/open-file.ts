import { lstat, realpath, stat } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { DataError } from "../data/error.ts";
import type { OpenFiles } from "../data/files.ts";
import { defaultPatience, reason, refuse, waitFor } from "./disk-errors.ts";
import { openDiskFile } from "./disk-file.ts";
import { findFiles, mostEntries, mostFiles, Search, splitPattern, TooManyFiles } from "./find-files.ts";
import { expandBraces, isGlob } from "./glob.ts";

export interface FileAccess {
  /** Absolute path of the folder that paths of the model file start from. */
  readonly folder: string;
  /** Absolute path of the folder that files must lie in, links resolved; absent: anywhere. */
  readonly root?: string;
  /**
   * Absolute paths, links resolved, of files and folders outside the root that a person allowed; present where one
   * can be asked.
   */
  readonly allowed?: readonly string[];
  /** Absolute path of the folder that names for a person are relative to; default `folder`. */
  readonly shownFrom?: string;
}

/** A longer path is none on any system. */
const longestPattern = 4096;

/**
 * Opens the data files of a model file on this machine's disk, only inside the root and what was allowed. A file
 * system that gives nothing for `patience` milliseconds has stalled, and reading ends with a `DataError`.
 */
export function fileOpener(access: FileAccess, patience = defaultPatience): OpenFiles {
  const { folder, shownFrom = folder } = access;
  return async (pattern) => {
    try {
      const located = await waitFor(locate(access, pattern), patience, pattern);
      // Before anything is told of the files: what lies outside stays unknown, also whether it is there.
      for (const { given, inside } of located) if (!inside) throw outside(given, access);
      return await Promise.all(
        located.map(({ file, real, given }) =>
          openDiskFile(real, { name: path.relative(shownFrom, file) || given, given, patience }),
        ),
      );
    } catch (error) {
      throw error instanceof DataError ? error : refuse(reason(error, pattern));
    }
  };
}

/**
 * What a person has to allow before the files of a pattern can be read: absolute paths, links resolved, of files
 * outside the root, or of the folder that the pattern looks through. Nothing where the pattern fails anyway.
 */
export async function filesToAllow(access: FileAccess, pattern: string): Promise<string[]> {
  const located = await waitFor(locate(access, pattern), defaultPatience, pattern).catch(() => []);
  return [...new Set(located.filter(({ inside }) => !inside).map(({ real }) => real))];
}

/** Whether `file` is `root` or lies below it; both absolute, links resolved. */
export function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative === "" || (relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative));
}

interface Located {
  /** As the model file says it, or as the pattern found it. */
  readonly given: string;
  /** Absolute path, and the same with links resolved as far as it exists. */
  readonly file: string;
  readonly real: string;
  /** It may be read. */
  readonly inside: boolean;
}

async function locate(access: FileAccess, pattern: string): Promise<Located[]> {
  if (pattern.length > longestPattern) throw refuse(reason({ code: "ENAMETOOLONG" }, pattern));
  const roots =
    access.root === undefined ? undefined : [await realpath(access.root), ...(access.allowed ?? [])];
  const see = async (file: string, given: string): Promise<Located> => {
    const real = await resolveExisting(file);
    return { given, file, real, inside: roots?.some((root) => isInside(root, real)) ?? true };
  };
  const literal = path.resolve(access.folder, pattern);
  if (!isGlob(pattern) || (await exists(literal))) return [await see(literal, pattern)];

  const found = new Map<string, Located>();
  const search = new Search();
  try {
    for (const one of expandBraces(path.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern)) {
      if (!isGlob(one)) {
        const file = path.resolve(access.folder, one);
        if (await exists(file)) found.set(file, await see(file, one));
        continue;
      }
      const { base, segments } = splitPattern(one);
      const start = await see(path.resolve(access.folder, base), pattern);
      if (!start.inside) return [start];
      const files = await findFiles(start.file, segments, search).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
        throw error;
      });
      for (const file of files) {
        const given = path.relative(access.folder, file).split(path.sep).join("/");
        if (!(await isLinkToFolder(file))) found.set(file, await see(file, given));
      }
    }
  } catch (error) {
    throw error instanceof TooManyFiles || error instanceof RangeError ? tooMany(pattern) : error;
  }
  if (found.size === 0)
    throw refuse(l10n.t("No file fits {0}. The path starts from the model file's folder.", pattern));
  return [...found.values()].sort((a, b) => byCodePoint(a.given, b.given));
}

const exists = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

/** A pattern finds files; a link to a folder is none, and one that leads nowhere is told when it is opened. */
const isLinkToFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    (status) => status.isDirectory(),
    () => false,
  );

/** UTF-8 sorts by code point, UTF-16 does not. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The path with its links resolved, as far as it exists. */
async function resolveExisting(file: string): Promise<string> {
  const parent = path.dirname(file);
  return realpath(file).catch(async (error: Error) => {
    if (parent === file) throw error;
    return path.join(await resolveExisting(parent), path.basename(file));
  });
}

function outside(given: string, { root = "", allowed }: FileAccess): DataError {
  return refuse(
    allowed
      ? l10n.t(
          "{0} lies outside the folder {1}. Train the network, and you are asked whether it may be read.",
          given,
          root,
        )
      : l10n.t(
          "{0} lies outside the folder {1}. Move it inside, or start the command line with --allow-outside.",
          given,
          root,
        ),
  );
}

const tooMany = (pattern: string): DataError =>
  refuse(
    l10n.t(
      "{0} stands for too much: a pattern may find {1} files and look at {2} names. Name the folder more exactly.",
      pattern,
      mostFiles,
      mostEntries,
    ),
  );
