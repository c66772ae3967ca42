/** The records of a short delimited text, blank lines left out: what quotes enclose is one cell, broken or not. */
export function splitRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  const end = () => {
    if (cells.length > 1 || cells[0] !== "") records.push(cells);
    cells = [];
  };
  const plain = new RegExp(`[^${delimiter === "|" ? "\\|" : delimiter}\\r\\n]*`, "y");
  const quoted = /"((?:[^"]|"")*)(?:"|$)/y;
  let at = 0;
  while (at < text.length) {
    let cell = "";
    quoted.lastIndex = at;
    const inQuotes = quoted.exec(text);
    if (inQuotes) {
      cell = (inQuotes[1] as string).replaceAll('""', '"');
      at = quoted.lastIndex;
    }
    plain.lastIndex = at;
    cell += plain.exec(text)?.[0] ?? "";
    at = plain.lastIndex;
    cells.push(cell);
    const next = text[at];
    if (next === delimiter) {
      at++;
      // A delimiter at the very end is followed by an empty cell.
      if (at === text.length) cells.push("");
      continue;
    }
    end();
    at += next === "\r" && text[at + 1] === "\n" ? 2 : 1;
  }
  if (cells.length > 0) end();
  return records;
}
