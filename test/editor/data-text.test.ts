import { describe, expect, it } from "vitest";
import {
  columnLine,
  columnMarkdown,
  dataMarkdown,
  formatDay,
  formatValue,
} from "../../src/editor/data-text.ts";
import type { ColumnSummary } from "../../src/protocol/data-summary.ts";

const histogram = { from: -3, to: 12.5, counts: [1, 2] };
const heat: ColumnSummary = {
  name: "heat",
  kind: "number",
  missing: 2,
  numbers: { min: -3, max: 12.5, mean: 4.123456, deviation: 1.5, histogram },
};
const city: ColumnSummary = {
  name: "city",
  kind: "text",
  missing: 0,
  labels: { top: [{ label: "Oslo", count: 3 }], different: 1, others: 0 },
};
const day: ColumnSummary = {
  name: "day",
  kind: "date",
  missing: 0,
  numbers: { min: 0, max: 86_400_000 * 3, mean: 86_400_000 * 1.5, deviation: 86_400_000 * 2, histogram },
};
const broken: ColumnSummary = {
  name: "b",
  kind: "number",
  missing: 0,
  problem: 'a.csv, line 3: "x" is wrong.',
};

describe("a column in words", () => {
  it("tells its kind, range and gaps", () => {
    expect(columnLine(heat)).toBe("number, -3 to 12.5, 2 missing");
    expect(columnLine(city)).toBe("text, 1 different");
    expect(columnLine(day)).toBe("date, 1970-01-01 to 1970-01-04");
    expect(columnLine(broken)).toBe("number, cannot be read");
    expect(columnLine({ name: "e", kind: "text", missing: 4 })).toBe("text, 4 missing");
  });

  it("has its figures in a table, and its picture", () => {
    const text = columnMarkdown(heat, 400, "<svg/>");
    expect(text).toContain("**heat**");
    expect(text).toContain(
      "| Type&ensp; | Rows&ensp; | Range&ensp; | Mean&ensp; | Deviation&ensp; | Missing&ensp; |",
    );
    expect(text).toContain(
      "| number&ensp; | 400&ensp; | \\-3 to 12.5&ensp; | 4.1235&ensp; | 1.5&ensp; | 2 \\(0.5 %\\)&ensp; |",
    );
    expect(text).toContain(`data:image/svg+xml;base64,${btoa("<svg/>")}`);
    expect(columnMarkdown(day, 4)).toContain("| 1970\\-01\\-02&ensp; | 2 days&ensp; | none&ensp; |");
    expect(columnMarkdown(broken, 4)).toBe('**b**\n\na.csv, line 3: "x" is wrong.');
  });

  it("shows names as they are, never as Markdown", () => {
    const name = "[x](command:y) | <img src=x> `a`\n$(eye)";
    const text = columnMarkdown({ ...heat, name }, 400, "<svg/>");
    expect(text).not.toMatch(/\]\(command:|<img|[^\\]\|[^\n]*eye/);
    expect(text).toContain("\\[x\\]\\(command:y\\) \\| &lt;img src=x> \\`a\\` \\$\\(eye\\)");
  });
});

describe("the data in words", () => {
  it("has a line a column, and tells how many more there are", () => {
    const columns = [heat, city, day, broken, ...Array.from({ length: 20 }, () => heat)];
    const text = dataMarkdown({ rows: 12_000, columnCount: 30, columns, imageShape: [8, 8] }, "a_b.csv");
    expect(text).toContain("**a\\_b.csv** · 12,000 rows, 30 columns. Each row is an image of 8 × 8 values.");
    expect(text).toContain("| city&ensp; | text&ensp; | 1 different&ensp; | &ensp; | &ensp; |");
    expect(text).toContain("| b&ensp; | number&ensp; | cannot be read&ensp; | &ensp; | &ensp; |");
    expect(text).toContain("… and 18 more columns.");
  });
});

describe("figures", () => {
  it("are short, of any size", () => {
    expect([0, 1 / 3, 123_456.7, 1.5e9, -2e-7].map(formatValue)).toEqual([
      "0",
      "0.33333",
      "123460",
      "1.5e9",
      "-2e-7",
    ]);
    expect([0, 3_723_000, Number.NaN].map(formatDay)).toEqual(["1970-01-01", "1970-01-01 01:02:03", "–"]);
  });
});
