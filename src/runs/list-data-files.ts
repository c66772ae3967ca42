import type { Dirent } from "node:fs";
import { opendir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { isReadable } from "../data/formats/index.ts";
import { waitFor } from "./disk-errors.ts";
import { type FileAccess, isInside } from "./open-file.ts";

/** Names that are looked at in one folder, and folders that are looked into beside the model file. */
const mostEntries = 2000;
const mostFolders = 50;
/** Milliseconds that a person waits for suggestions, at most. */
const patience = 3000;
/** Full of files that are no data. */
const otherFolders: ReadonlySet<string> = new Set(["node_modules"]);

/** What the model file may name on the way to its data, as it would: a folder's path ends with a slash. */
export interface Suggestion {
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes of a file. */
  readonly size?: number;
}

/**
 * The data files and folders in the folder that `typed` ends in; beside the model file also the files in each folder.
 * Only what lies inside the root, links resolved; nothing where the folder cannot be read.
 */
export async function listDataFiles(access: FileAccess, typed: string): Promise<Suggestion[]> {
  const base = typed.slice(0, typed.replaceAll("\\", "/").lastIndexOf("/") + 1);
  try {
    return await waitFor(suggestions(access, base), patience, base);
  } catch {
    return [];
  }
}

async function suggestions(access: FileAccess, base: string): Promise<Suggestion[]> {
  const roots =
    access.root === undefined ? undefined : [await realpath(access.root), ...(access.allowed ?? [])];
  const isAllowed = async (file: string): Promise<boolean> => {
    const real = await realpath(file);
    return roots?.some((root) => isInside(root, real)) ?? true;
  };
  const list = async (folder: string): Promise<Suggestion[]> => {
    const absolute = path.resolve(access.folder, folder);
    if (!(await isAllowed(absolute))) return [];
    const found: Suggestion[] = [];
    for (const entry of await entriesOf(absolute)) {
      const isFolder = await kindOf(absolute, entry, isAllowed);
      if (isFolder === undefined) continue;
      const given = folder + entry.name;
      if (isFolder) found.push({ path: `${given}/`, isFolder });
      else if (isReadable(entry.name)) {
        const { size } = await stat(path.join(absolute, entry.name));
        found.push({ path: given, isFolder, size });
      }
    }
    return found;
  };
  const here = await list(base);
  if (base !== "") return here;
  const folders = here.filter(({ isFolder }) => isFolder).slice(0, mostFolders);
  const below = await Promise.all(folders.map((folder) => list(folder.path).catch(() => [])));
  return [...here, ...below.flat().filter(({ isFolder }) => !isFolder)];
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(folder)) {
    if (!entry.name.startsWith(".")) entries.push(entry);
    if (entries.length === mostEntries) break;
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether an entry is a folder, or undefined where it is neither that nor a file that may be read. */
async function kindOf(
  folder: string,
  entry: Dirent,
  isAllowed: (file: string) => Promise<boolean>,
): Promise<boolean | undefined> {
  if (entry.isDirectory()) return otherFolders.has(entry.name) ? undefined : true;
  if (entry.isFile()) return false;
  if (!entry.isSymbolicLink()) return undefined;
  const file = path.join(folder, entry.name);
  try {
    if (!(await isAllowed(file))) return undefined;
    const status = await stat(file);
    return status.isDirectory() ? true : status.isFile() ? false : undefined;
  } catch {
    // A link that leads nowhere.
    return undefined;
  }
}
