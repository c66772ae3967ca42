import { createReadStream } from "node:fs";
import { open, realpath, stat } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { DataError } from "../data/error.ts";
import type { OpenFiles } from "../data/files.ts";

export interface FileAccess {
  /** Absolute path of the folder that paths of the model file start from. */
  readonly folder: string;
  /** Absolute path of the folder that files must lie in, links resolved; absent: anywhere. */
  readonly root?: string;
  /** Absolute path of the folder that names for a person are relative to; default `folder`. */
  readonly shownFrom?: string;
}

/** Opens the data files of a model file on this machine's disk, only inside the root. */
export function fileOpener({ folder, root, shownFrom = folder }: FileAccess): OpenFiles {
  return async (given) => {
    const file = path.resolve(folder, given);
    // Before anything is told of the file: what lies outside stays unknown, also whether it is there.
    if (root !== undefined && !isInside(await realpath(root), await resolveExisting(file)))
      throw refuse(
        l10n.t(
          "{0} lies outside the folder {1}. Move it inside, or start the command line with --allow-outside.",
          given,
          root,
        ),
      );
    const { resolved, size } = await locate(file, given);
    const name = path.relative(shownFrom, file) || given;
    return [
      {
        name,
        path: given,
        size,
        async read(start, end) {
          const handle = await open(resolved).catch((error) => {
            throw refuse(reason(error, given));
          });
          try {
            const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
            const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
            return bytes.subarray(0, bytesRead);
          } catch (error) {
            throw refuse(reason(error, given));
          } finally {
            await handle.close();
          }
        },
        async version() {
          const status = await stat(resolved).catch((error) => {
            throw refuse(reason(error, given));
          });
          return `${status.size} ${status.mtimeMs} ${status.ino}`;
        },
        async *chunks() {
          try {
            for await (const chunk of createReadStream(resolved, { highWaterMark: 1 << 20 }))
              yield chunk as Uint8Array;
          } catch (error) {
            throw refuse(reason(error, given));
          }
        },
      },
    ];
  };
}

/** Whether `file` is `root` or lies below it; both absolute, links resolved. */
export function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative === "" || (relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative));
}

/** The path with its links resolved, as far as it exists. */
async function resolveExisting(file: string): Promise<string> {
  const parent = path.dirname(file);
  return realpath(file).catch(async (error: Error) => {
    if (parent === file) throw error;
    return path.join(await resolveExisting(parent), path.basename(file));
  });
}

async function locate(file: string, given: string): Promise<{ resolved: string; size: number }> {
  try {
    const resolved = await realpath(file);
    const status = await stat(resolved);
    if (status.isDirectory()) throw refuse(l10n.t("{0} is a folder, not a file.", given));
    if (!status.isFile()) throw refuse(l10n.t("{0} is not a regular file.", given));
    return { resolved, size: status.size };
  } catch (error) {
    throw error instanceof DataError ? error : refuse(reason(error, given));
  }
}

const refuse = (message: string): DataError => new DataError(["data", "file"], message);

function reason(error: unknown, given: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return l10n.t("{0} does not exist. The path starts from the model file's folder.", given);
    case "EACCES":
    case "EPERM":
      return l10n.t("{0} may not be read: permission denied.", given);
    case "ELOOP":
      return l10n.t("{0} is a link that leads to itself.", given);
    default:
      return l10n.t("{0} could not be read: {1}", given, (error as Error).message);
  }
}
