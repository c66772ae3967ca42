import { opendir } from "node:fs/promises";
import path from "node:path";
import { isGlob, nameMatcher } from "./glob.ts";

/** Names of files and folders that one pattern may look at, and files that it may find. */
export const mostEntries = 100_000;
export const mostFiles = 10_000;

/** Counts what one pattern looks at and finds; throws `TooManyFiles` past the most. */
export class Search {
  #entries: number;
  #files: number;

  constructor(entries = mostEntries, files = mostFiles) {
    this.#entries = entries;
    this.#files = files;
  }

  look(): void {
    if (--this.#entries < 0) throw new TooManyFiles();
  }

  find(): void {
    if (--this.#files < 0) throw new TooManyFiles();
  }
}

/** A pattern that stands for too much. */
export class TooManyFiles extends Error {}

/** A pattern without braces in two: the folder that it starts from, and what is looked for below it. */
export function splitPattern(pattern: string): { readonly base: string; readonly segments: string[] } {
  const parts = pattern.split("/");
  const first = parts.findIndex(isGlob);
  const base = parts.slice(0, first).join("/");
  // `a/**` stands for all files in `a`, at any depth.
  const segments = parts.slice(first).filter((part) => part !== "" && part !== ".");
  if (segments.at(-1) === "**") segments.push("*");
  return { base: base === "" && first > 0 ? "/" : base, segments };
}

/**
 * Absolute paths of the files below `folder` that fit the segments: `**` any number of folders, else each the name
 * of one folder and the last that of the file. Links to folders are not followed, hidden names need their dot in
 * the pattern. Throws `TooManyFiles`, and the file system's error where a folder cannot be read.
 */
export async function findFiles(
  folder: string,
  segments: readonly string[],
  search: Search,
): Promise<string[]> {
  const matchers = segments.map((segment) => (segment === "**" ? "folders" : nameMatcher(segment)));
  const last = matchers.length - 1;
  const found: string[] = [];

  /** A position in the pattern, and those after it where `**` stands for no folder at all. */
  const addWithEmpty = (positions: Set<number>, position: number) => {
    positions.add(position);
    if (matchers[position] === "folders") addWithEmpty(positions, position + 1);
  };
  const walk = async (parent: string, positions: ReadonlySet<number>): Promise<void> => {
    for await (const entry of await opendir(parent)) {
      search.look();
      const { name } = entry;
      const next = new Set<number>();
      for (const position of positions) {
        const matcher = matchers[position];
        if (matcher === "folders") {
          if (!name.startsWith(".")) addWithEmpty(next, position);
        } else if (matcher?.(name) && position < last) addWithEmpty(next, position + 1);
        else if (matcher?.(name) && (entry.isFile() || entry.isSymbolicLink())) {
          search.find();
          found.push(path.join(parent, name));
        }
      }
      if (next.size > 0 && entry.isDirectory()) await walk(path.join(parent, name), next);
    }
  };
  const start = new Set<number>();
  addWithEmpty(start, 0);
  await walk(folder, start);
  return found;
}
