/** A number as a person reads it: three digits. */
export const short = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : String(value);

/** Names in a row, the first three and how many more. */
export const list = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map((name) => `"${name}"`);
  return names.length > 3 ? `${shown.join(", ")} +${names.length - 3}` : shown.join(", ");
};
