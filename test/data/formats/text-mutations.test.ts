import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError, DataErrors } from "../../../src/data/error.ts";
import { loadDataset } from "../../../src/data/load.ts";
import { fileOf, memoryLimit, modelOf } from "../model.ts";

const csv = `# made up
day,kind,"size, in m",count,on
2020-01-01,a,1.5,3,true
2020-01-02,b,-2e3,4,false
2020-01-03,"c ""d""",0,NA,true

2020-01-05,a,.25,19580329,false
2020-01-06,b,,6,true
`;
const rows = [
  { day: "2020-01-01", kind: "a", size: 1.5, count: 3, on: true },
  { day: "2020-01-02", kind: "é😀", size: -2e3, count: null, on: false },
  { day: "2020-01-03", kind: 'b"', count: 5, on: true },
  { on: true, day: "2020-01-04", kind: "a", size: 0.25, count: 6 },
];
const columns = Object.fromEntries(
  ["day", "kind", "size", "count", "on"].map((key) => [
    key,
    rows.map((row) => (row as Record<string, unknown>)[key] ?? null),
  ]),
);

const good: readonly [string, string][] = [
  ["a.csv", csv],
  ["a.csv", csv.replaceAll("\n", "\r\n").replace("# made up", "sep=,")],
  ["b.csv", csv.replaceAll(/,(?! )/g, ";").replaceAll(".", ",")],
  ["a.tsv", csv.replaceAll(/,(?! )/g, "\t")],
  ["a.csv", "# x, y\n1,2\n3,4\n5,6\n"],
  ["a.json", JSON.stringify(rows)],
  ["a.json", JSON.stringify(columns, undefined, 1)],
  ["a.jsonl", rows.map((row) => JSON.stringify(row)).join("\n")],
];

/** What is done to the bytes at a place. */
const edits: Readonly<
  Record<string, (bytes: Buffer, at: number, length: number, inserted: Buffer) => Buffer[]>
> = {
  flip: (bytes, at, length) => {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (length % 8));
    return [flipped];
  },
  remove: (bytes, at, length) => [bytes.subarray(0, at), bytes.subarray(at + length)],
  repeat: (bytes, at, length) => [bytes.subarray(0, at + length), bytes.subarray(at)],
  truncate: (bytes, at) => [bytes.subarray(0, at)],
  insert: (bytes, at, _, inserted) => [bytes.subarray(0, at), inserted, bytes.subarray(at)],
  swap: (bytes, at, length) => [
    bytes.subarray(0, at),
    bytes.subarray(at + length, at + 2 * length),
    bytes.subarray(at, at + length),
    bytes.subarray(at + 2 * length),
  ],
};

const insertions = [
  ...'"\\,;\t|#\n\r{}[]:-+.e09 \0',
  '""',
  "\r\n",
  "\ufeff",
  "null",
  "NaN",
  "Infinity",
  "1e999",
  "true",
  "é",
  "😀",
  "__proto__",
  "-",
  "2020-01-01",
  "\xff",
  "0x10",
  "1,5",
  "\u2028",
].map((text) => Buffer.from(text, text === "\xff" ? "latin1" : "utf8"));

const mutated = fc
  .tuple(
    fc.constantFrom(...good),
    fc.array(
      fc.record({
        edit: fc.constantFrom(...Object.keys(edits)),
        place: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.integer({ min: 1, max: 40 }),
        inserted: fc.constantFrom(...insertions),
      }),
      { maxLength: 4 },
    ),
    fc.constantFrom("none", "utf16le", "gap"),
  )
  .map(([[name, text], changes, encoding]) => {
    let bytes: Buffer = Buffer.from(text, encoding === "utf16le" ? "utf16le" : "utf8");
    for (const { edit, place, length, inserted } of changes)
      bytes = Buffer.concat(edits[edit]?.(bytes, Math.floor(place * bytes.length), length, inserted) ?? []);
    return { name, bytes: Uint8Array.from(bytes) };
  });

const uses = fc.record({
  data: fc.record(
    {
      window: fc.constantFrom({ size: 1 }, { size: 2, horizon: 2 }),
      missing: fc.constantFrom("error", "drop", "mean", "interpolate"),
      normalize: fc.constantFrom("none", "standard", "minMax"),
      inputs: fc.constantFrom(["kind"], ["count"], ["day"], ["x"], ["kind", "count"]),
      targets: fc.constantFrom(["on"], ["count"], ["y"], ["kind"]),
    },
    { requiredKeys: [] },
  ),
  loss: fc.constantFrom("mse", "crossEntropy", "binaryCrossEntropy"),
  precision: fc.constantFrom("float32", "float64"),
});

const isTold = (error: unknown) => error instanceof DataError || error instanceof DataErrors;

describe("a damaged text file", () => {
  it("is data or a DataError, whatever its use", async () => {
    let loaded = 0;
    await fc.assert(
      fc.asyncProperty(mutated, uses, fc.integer({ min: 1, max: 300 }), async (file, use, chunkLength) => {
        const model = modelOf({ file: file.name, ...use.data }, use.loss, { precision: use.precision });
        const open = async () => [fileOf(file.bytes, file.name, chunkLength)];
        try {
          const { inputs, targets, statistics } = await loadDataset(model, open, { memoryLimit });
          for (const { values } of [inputs, targets]) expect(values.every(Number.isFinite)).toBe(true);
          expect(statistics.rows).toBeLessThanOrEqual(file.bytes.length);
          loaded++;
        } catch (error) {
          if (!isTold(error)) throw error;
        }
      }),
      { numRuns: 800 },
    );
    expect(loaded).toBeGreaterThan(10);
  }, 60_000);

  it("names its file", async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async ({ name, bytes }) => {
        const loading = loadDataset(modelOf({ file: name }), async () => [fileOf(bytes, name)], {
          memoryLimit,
        });
        const error = await loading.then(
          () => undefined,
          (reason) => reason,
        );
        if (error instanceof DataError && error.at) {
          expect(error.at.file).toBe(name);
          expect(error.message).toContain(`${name}, line ${error.at.line}: `);
          expect(error.at.line).toBeLessThanOrEqual(bytes.length + 1);
        }
      }),
      { numRuns: 300 },
    );
  }, 30_000);

  const parts = [
    '"',
    '""',
    ",",
    ";",
    "\n",
    "\r",
    "#",
    "# a\n",
    "a",
    "1",
    "1,",
    "x,y\n",
    "[",
    "{",
    '{"x":',
    '{"x":1}',
    '{"x":1}\n',
    '"\\',
    "\\",
    "-",
    "9",
    "é",
    " ",
    '1,"\n',
    "[[",
    "\0",
  ];
  it.each(parts)(
    "of nothing but %j is done with soon",
    async (part) => {
      const text = part.repeat(200_000 / part.length);
      for (const start of ["", "x,y\n", "[", '{"x":[1,', '[{"x":"'])
        for (const name of ["a.csv", "a.tsv", "a.json", "a.jsonl"]) {
          const open = async () => [fileOf(start + text, name, 1 << 16)];
          await loadDataset(modelOf({ file: name }), open, { memoryLimit }).catch((error) => {
            if (!isTold(error)) throw error;
          });
        }
    },
    60_000,
  );
});
