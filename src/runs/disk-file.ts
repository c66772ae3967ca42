import type { BigIntStats } from "node:fs";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, realpath } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import { DataError } from "../data/error.ts";
import type { DataFile } from "../data/files.ts";
import { reason, refuse, waitFor } from "./disk-errors.ts";

const chunkLength = 1 << 20;

/**
 * Only matters where something else took the file's place after it was looked at: opening a named pipe would wait
 * for ever, and a link may lead anywhere.
 */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * A regular file on disk, by its absolute path with links resolved; `name` is what a person calls it, `given` what the
 * model file does. Reading it throws a `DataError` where the disk refuses or stalls, and where it changed since it was
 * opened here.
 */
export async function openDiskFile(
  file: string,
  { name, given, patience }: { readonly name: string; readonly given: string; readonly patience: number },
): Promise<DataFile> {
  const within = <T>(work: Promise<T>): Promise<T> => waitFor(work, patience, given);
  const changed = () => refuse(l10n.t("{0} changed while it was being read. Try again.", given));
  const told = (error: unknown) => (error instanceof DataError ? error : refuse(reason(error, given)));
  const look = async () => {
    const status = await within(lstat(file, { bigint: true }));
    if (status.isSymbolicLink()) {
      // All links were resolved: it leads nowhere, which this throws, or was put here since.
      await within(realpath(file));
      throw changed();
    }
    return checkRegular(status, given);
  };
  const status = await look();
  const first = versionOf(status);

  const checkUnchanged = (now: BigIntStats) => {
    if (versionOf(now) !== first) throw changed();
  };
  /** Hands an open file to `use`, and closes it. */
  async function* opened<T>(use: (handle: FileHandle) => AsyncGenerator<T>): AsyncGenerator<T> {
    let handle: FileHandle | undefined;
    try {
      const opening = open(file, openFlags);
      handle = await within(opening).catch((error: unknown) => {
        opening.then((late) => late.close()).catch(() => {});
        throw error;
      });
      checkUnchanged(await within(handle.stat({ bigint: true })));
      yield* use(handle);
      // By its path, so that a file that was put in its place is noticed too.
      checkUnchanged(await look());
    } catch (error) {
      throw told(error);
    } finally {
      // Not waited for: on a file system that stalls it may take for ever.
      handle?.close().catch(() => {});
    }
  }

  return {
    name,
    path: given,
    size: Number(status.size),
    chunks: () =>
      opened(async function* (handle) {
        // One is filled while the other is looked at.
        const buffers = [new Uint8Array(chunkLength), new Uint8Array(chunkLength)] as const;
        let turn: 0 | 1 = 0;
        const readAt = (position: number) => {
          const buffer = buffers[turn];
          turn = turn === 0 ? 1 : 0;
          const reading = handle.read(buffer, 0, chunkLength, position);
          // It may fail while its reader is still busy with the chunk before; it is told when that is done.
          reading.catch(() => {});
          return reading;
        };
        let position = 0;
        let ahead = readAt(position);
        for (;;) {
          const { buffer, bytesRead } = await within(ahead);
          if (bytesRead === 0) return;
          position += bytesRead;
          ahead = readAt(position);
          yield buffer.subarray(0, bytesRead);
        }
      }),
    async read(start, end, into) {
      const length = Math.max(0, Math.min(end, Number(status.size)) - start);
      const bytes = into && into.length >= length ? into.subarray(0, length) : new Uint8Array(length);
      const filling = opened(async function* (handle) {
        for (let filled = 0; filled < bytes.length; ) {
          const { bytesRead } = await within(
            handle.read(bytes, filled, bytes.length - filled, start + filled),
          );
          if (bytesRead === 0) return;
          filled += bytesRead;
          yield filled;
        }
      });
      for await (const _ of filling);
      return bytes;
    },
    version: () =>
      look().then(versionOf, (error: unknown) => {
        throw told(error);
      }),
  };
}

/** Another text once the file's content changed or another file took its place. */
const versionOf = ({ dev, ino, size, mtimeNs }: BigIntStats): string => `${dev}:${ino}:${size}:${mtimeNs}`;

/** The status of a regular file; throws a `DataError` that says what else it is. */
function checkRegular(status: BigIntStats, given: string): BigIntStats {
  if (status.isFile()) return status;
  if (status.isDirectory())
    throw refuse(l10n.t("{0} is a folder, not a file. Name the file in it, or several as {0}/*.csv.", given));
  if (status.isSocket()) throw refuse(l10n.t("{0} is a socket, not a file.", given));
  if (status.isFIFO())
    throw refuse(l10n.t("{0} is a named pipe, not a file. Save what it gives in a file.", given));
  throw refuse(l10n.t("{0} is not a regular file.", given));
}
