// A working copy of the examples, so that trying them out leaves the repository as it is.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./environment.mjs";

/** Everything that `npm start` writes: the examples' copy, and the workbench's settings and extensions. */
export const startFolder = join(root, ".start");
export const workingCopy = join(startFolder, "examples");

const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Copies what is new or has changed in `from`; a file that a person edited in `to` is kept. What was copied stands beside `to`. */
export const copyExamples = (from, to) => {
  mkdirSync(to, { recursive: true });
  const record = `${to}.json`;
  const copied = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath ?? entry.path, entry.name);
    const name = source.slice(from.length + 1);
    const target = join(to, name);
    if (existsSync(target) && copied[name] !== hash(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    cpSync(source, target);
    copied[name] = hash(target);
  }
  writeFileSync(record, JSON.stringify(copied));
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  copyExamples(join(root, "media/examples"), workingCopy);
