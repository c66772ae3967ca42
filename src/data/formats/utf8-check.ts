/** Finds what is not UTF-8 in a text that comes in pieces. */
export class Utf8Check {
  /** Bytes that the character begun has and still needs, and between which bounds the next of them is. */
  #had = 0;
  #needed = 0;
  #low = 0x80;
  #high = 0xbf;

  /** Index of the first byte of the first wrong character, below 0 where it began in an earlier piece; else undefined. */
  add(bytes: Uint8Array): number | undefined {
    const aligned = Math.ceil(bytes.byteOffset / 4);
    const count = Math.max(0, Math.floor((bytes.byteOffset + bytes.length) / 4) - aligned);
    const words = count > 0 ? new Uint32Array(bytes.buffer, 4 * aligned, count) : new Uint32Array(0);
    const first = 4 * aligned - bytes.byteOffset;
    let at = 0;
    while (at < bytes.length) {
      if (this.#needed === 0 && at >= first && (at - first) % 4 === 0) {
        let word = (at - first) / 4;
        // Four letters of ASCII at once.
        while (word < words.length && ((words[word] as number) & 0x80808080) === 0) word++;
        at = Math.max(at, first + 4 * word);
        if (at >= bytes.length) break;
      }
      if (!this.#take(bytes[at] as number)) return at - this.#had;
      at++;
    }
    return undefined;
  }

  /** Bytes at the end of the pieces so far that are no whole character. */
  get unfinished(): number {
    return this.#had;
  }

  /** The Unicode Standard, table 3-7. */
  #take(byte: number): boolean {
    if (this.#needed > 0) {
      if (byte < this.#low || byte > this.#high) return false;
      this.#needed--;
      this.#had = this.#needed === 0 ? 0 : this.#had + 1;
      this.#low = 0x80;
      this.#high = 0xbf;
      return true;
    }
    if (byte < 0x80) return true;
    if (byte < 0xc2 || byte > 0xf4) return false;
    this.#had = 1;
    this.#needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    // No second form of a shorter character, no half of a surrogate pair, nothing past U+10FFFF.
    if (byte === 0xe0) this.#low = 0xa0;
    if (byte === 0xed) this.#high = 0x9f;
    if (byte === 0xf0) this.#low = 0x90;
    if (byte === 0xf4) this.#high = 0x8f;
    return true;
  }
}
