/** A position in a text document; line and character count from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** One replacement in a document, as the editor reports it: `range` of the text before, and what stands there now. */
export interface TextChange {
  readonly range: Span;
  readonly text: string;
}

const isBefore = (a: Place, b: Place): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);

function shiftPlace(place: Place, { range, text }: TextChange): Place {
  if (isBefore(place, range.end)) return isBefore(place, range.start) ? place : range.start;
  const lines = text.split("\n");
  const last = (lines.at(-1) ?? "").length;
  const line = range.start.line + lines.length - 1;
  if (place.line !== range.end.line)
    return { line: place.line + line - range.end.line, character: place.character };
  const column = lines.length === 1 ? range.start.character + last : last;
  return { line, character: column + place.character - range.end.character };
}

/** Where a span of the text before stands after the changes, in the order in which they were made. */
export const shiftSpan = (span: Span, changes: readonly TextChange[]): Span =>
  changes.reduce<Span>(
    ({ start, end }, change) => ({ start: shiftPlace(start, change), end: shiftPlace(end, change) }),
    span,
  );

/** The whole lines that a span touches, without line ends. */
export const linesOf = (text: string, { start, end }: Span): string =>
  text
    .split(/\r?\n/)
    .slice(start.line, end.line + 1)
    .join("\n");
