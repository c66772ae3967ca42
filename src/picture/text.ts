const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in an SVG's content or in a quoted attribute. Characters that XML forbids are left out. */
export const escapeText = (text: string): string =>
  [...text]
    // XML 1.0 allows no control characters but tab, line feed and carriage return.
    .filter((character) => character >= " " || "\t\n\r".includes(character))
    .map((character) => entities[character] ?? character)
    .join("");

/** A value as an axis label: short, in exponents where it would be long. */
export function tick(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e5 || size < 1e-3)
    ? value.toExponential(1)
    : String(Number(value.toPrecision(3)));
}
