import { DataError } from "./error.ts";

/** A file as a room that opens nothing itself is handed it. */
export interface DataFile {
  /** As shown to a person. */
  readonly name: string;
  /** As a model file beside it would name it. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** From the start, each time it is called; a chunk is good until the next one is asked for. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` up to `end`, fewer where the file ends before; perhaps in `into`, where that has room. */
  read(start: number, end: number, into?: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Changes once the file does. */
  version(): Promise<string>;
}

/**
 * Opens a path of the model file, or every file that a glob of it matches, sorted by name; at least one. Throws a
 * `DataError` where that is refused or fails.
 */
export type OpenFiles = (pattern: string) => Promise<readonly DataFile[]>;

/** Opens all that `data.file` names, in that order, a file that is named twice only once; throws what `open` throws. */
export async function openNamed(patterns: readonly string[], open: OpenFiles): Promise<readonly DataFile[]> {
  const files = new Map<string, DataFile>();
  for (const [index, pattern] of patterns.entries()) {
    const found = await open(pattern).catch((error: unknown) => {
      if (!(error instanceof DataError) || patterns.length === 1) throw error;
      throw new DataError([...error.path, index], error.message);
    });
    for (const file of found) if (!files.has(file.path)) files.set(file.path, file);
  }
  return [...files.values()];
}
