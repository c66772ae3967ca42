import type { Writable } from "node:stream";

/** Writes text to a stream, waits where its reader is slow, and notices when the reader has gone. */
export class Output {
  readonly #stream: Writable;
  #closed = false;
  #drained: (() => void) | undefined;

  /** `onClosed` is called once, when nobody reads any more. */
  constructor(stream: Writable, onClosed: () => void = () => {}) {
    this.#stream = stream;
    stream.on("drain", () => this.#drained?.());
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
      if (this.#closed) return;
      this.#closed = true;
      this.#drained?.();
      onClosed();
    });
  }

  /** Resolves when the stream takes more. */
  async write(text: string): Promise<void> {
    if (this.#closed || text === "" || this.#stream.write(text)) return;
    await new Promise<void>((resolve) => (this.#drained = resolve));
  }

  /** Resolves when all that was written is out. */
  flush(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#closed) resolve();
      else this.#stream.write("", () => resolve());
    });
  }
}
