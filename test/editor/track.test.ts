import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf, type Place, type Span, shiftSpan, type TextChange } from "../../src/editor/track.ts";

const at = (line: number, character: number): Place => ({ line, character });
const span = (line: number, from: number, to: number): Span => ({ start: at(line, from), end: at(line, to) });
const change = (start: Place, end: Place, text: string): TextChange => ({ range: { start, end }, text });

const offsetOf = (text: string, { line, character }: Place): number =>
  text
    .split("\n")
    .slice(0, line)
    .reduce((sum, each) => sum + each.length + 1, character);

const placeOf = (text: string, offset: number): Place => {
  const lines = text.slice(0, offset).split("\n");
  return at(lines.length - 1, (lines.at(-1) ?? "").length);
};

describe("shiftSpan", () => {
  it("moves with lines put in above, even on its own line's beginning", () => {
    expect(shiftSpan(span(3, 4, 6), [change(at(1, 0), at(1, 0), "a\nb\n")])).toEqual(span(5, 4, 6));
    expect(shiftSpan(span(3, 4, 6), [change(at(3, 0), at(3, 0), "a\n")])).toEqual(span(4, 4, 6));
  });

  it("moves with text before it on its line, and stays for text after it", () => {
    expect(shiftSpan(span(3, 4, 6), [change(at(3, 0), at(3, 2), "")])).toEqual(span(3, 2, 4));
    expect(shiftSpan(span(3, 4, 6), [change(at(3, 8), at(4, 0), "x")])).toEqual(span(3, 4, 6));
  });

  it("follows the text that it covers through any edit elsewhere", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, text, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (before, inserted, a, b, c, d) => {
        const [p, q, r, s] = [a, b, c, d]
          .map((value) => value % (before.length + 1))
          .sort((x, y) => x - y) as [number, number, number, number];
        const marked = before.slice(r, s);
        const after = before.slice(0, p) + inserted + before.slice(q);
        const moved = shiftSpan({ start: placeOf(before, r), end: placeOf(before, s) }, [
          change(placeOf(before, p), placeOf(before, q), inserted),
        ]);
        expect(after.slice(offsetOf(after, moved.start), offsetOf(after, moved.end))).toBe(marked);
      }),
    );
  });
});

describe("linesOf", () => {
  it("gives the whole lines, whatever ends them", () => {
    expect(linesOf("a\r\nbcd\r\ne", span(1, 1, 2))).toBe("bcd");
    expect(linesOf("a\nb\nc", { start: at(1, 0), end: at(2, 1) })).toBe("b\nc");
  });
});
