import type { DataFile } from "../files.ts";
import type { SourceOptions } from "../source.ts";

/** Reads a file from its start on, in pieces of the lengths asked for. */
export class ByteStream {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #signal: AbortSignal | undefined;
  #chunk: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  #from = 0;

  constructor(file: Pick<DataFile, "chunks">, { signal }: Pick<SourceOptions, "signal">) {
    this.#chunks = file.chunks()[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  /** The next bytes, in memory of their own; fewer than `length` where the file ends. */
  async take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length && (await this.#fill())) {
      const part = this.#chunk.subarray(this.#from, this.#from + length - filled);
      bytes.set(part, filled);
      this.#from += part.length;
      filled += part.length;
    }
    return filled < length ? bytes.subarray(0, filled) : bytes;
  }

  /** Whether there are more bytes. */
  async #fill(): Promise<boolean> {
    while (this.#from === this.#chunk.length) {
      this.#signal?.throwIfAborted();
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      this.#chunk = value;
      this.#from = 0;
    }
    return true;
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
