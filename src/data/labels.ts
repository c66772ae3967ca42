/** More different texts than a one-hot column can have within any memory limit. */
export const mostLabels = 1 << 16;

/** The different texts of a column, numbered as they come. */
export class LabelCodes {
  readonly #codes = new Map<string, number>();

  /** The text's number; undefined for one more text than `mostLabels`. */
  code(text: string): number | undefined {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#codes.size;
    if (code === mostLabels) return undefined;
    // Joined anew: a slice would hold on to the whole block of the file that it was cut from.
    this.#codes.set([...text].join(""), code);
    return code;
  }

  get texts(): readonly string[] {
    return [...this.#codes.keys()];
  }
}

/** Labels sorted by code point, and for each text's number its index among them. */
export function sortLabels(texts: readonly string[]): { labels: readonly string[]; order: Uint32Array } {
  const sorted = texts.map((text, code) => ({ text, code })).sort((a, b) => byCodePoint(a.text, b.text));
  const order = new Uint32Array(texts.length);
  sorted.forEach(({ code }, index) => {
    order[code] = index;
  });
  return { labels: sorted.map(({ text }) => text), order };
}

/** JavaScript itself orders by UTF-16 units, where U+10000 and up come before U+E000. */
function byCodePoint(a: string, b: string): number {
  for (let at = 0; ; at++) {
    const [first, second] = [a.codePointAt(at) ?? -1, b.codePointAt(at) ?? -1];
    if (first !== second) return first - second;
    if (first === -1) return 0;
  }
}
