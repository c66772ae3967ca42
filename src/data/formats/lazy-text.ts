/** Bytes that are no UTF-8, or zero; a reader that counts lines can say where. */
export class NotText extends Error {}

/** Parts of a UTF-8 text, decoded as a whole on the first use where that allows to count in bytes. */
export class LazyText {
  readonly #bytes: Uint8Array;
  readonly #from: number;
  readonly #to: number;
  #text: string | undefined;

  constructor(bytes: Uint8Array, from: number, to: number) {
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
  }

  slice(from: number, to: number): string {
    this.#text ??= decodeText(this.#bytes.subarray(this.#from, this.#to));
    if (this.#text.length === this.#to - this.#from)
      return this.#text.slice(from - this.#from, to - this.#from);
    return decodeText(this.#bytes.subarray(from, to));
  }
}

/** Throws `NotText`. */
export function decodeText(bytes: Uint8Array): string {
  const text = decode(bytes);
  if (text.includes("\0")) throw new NotText();
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotText();
  }
}
