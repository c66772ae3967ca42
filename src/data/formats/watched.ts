import type { DataFile } from "../files.ts";
import type { SourceOptions } from "../source.ts";

/**
 * The file, with `onProgress` told what share of its bytes has been read, from its start on or here and there, and
 * reading ended once the signal is aborted. A file that is read again tells nothing until it is further than before.
 */
export function watched(
  file: DataFile,
  { onProgress, signal }: Pick<SourceOptions, "onProgress" | "signal">,
): DataFile {
  const { name, path, size } = file;
  let told = -1;
  let parts = 0;
  const tell = (bytes: number) => {
    const read = Math.min(bytes, size);
    if (read <= told) return;
    told = read;
    onProgress?.(read, size);
  };
  return {
    name,
    path,
    size,
    version: () => file.version(),
    async *chunks() {
      let read = 0;
      for await (const chunk of file.chunks()) {
        signal?.throwIfAborted();
        read += chunk.length;
        tell(read);
        yield chunk;
      }
    },
    async read(start, end, into) {
      signal?.throwIfAborted();
      const bytes = await file.read(start, end, into);
      parts += bytes.length;
      tell(parts);
      return bytes;
    },
  };
}
