import { gzipSync } from "node:zlib";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { decoded } from "../../../src/data/formats/decode.ts";
import { dialectOf, sniffDialect, sniffLength } from "../../../src/data/formats/dialect.ts";
import { unpacked } from "../../../src/data/formats/gzip.ts";
import { failure, fileOf } from "../model.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const sniff = (text: string, name = "data.csv") => sniffDialect(bytesOf(text), name);

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), !bigEndian);
  return new Uint8Array(view.buffer);
}

describe("a text file's dialect", () => {
  it.each([
    ["x,y\n1,2\n", ",", false],
    ["x;y\n1;2\n", ";", true],
    ["x;y\n1,5;2,5\n", ";", true],
    ["x;y\n1.5;2.5\n", ";", false],
    ["x, m;y, m\n1,5;2,5\n3,5;4,5\n", ";", true],
    ["x;y\n1.234;2,5\n", ";", true],
    ["x\ty\n1\t2\n", "\t", false],
    ["x|y\r\n1|2\r\n", "|", false],
    ['"a;b","c;d"\n1,2\n', ",", false],
    ['name,age\n"Doe, Jane",3\n"Roe; Joe",4\n', ",", false],
    ["id;text\n1;hello, world\n2;hello\n3;a, b, c\n", ";", true],
    ["name;alias,age\nfoo;bar,3\n", ",", false],
    ["a b,c\n1,2\n3\n", ",", false],
    ["a\tb\n1\t2\n3\n", "\t", false],
    ["x\n1,5\n2,5\n", ";", true],
    ["speed;m/s\n1\n2\n", ",", false],
    ["a\tb\nx\t1\t2\ny\t3\t4\n", "\t", false],
    ["y\n1\n2\n", ",", false],
    ["", ",", false],
    ["x;y", ";", true],
    ['x,y\n1,"2', ",", false],
  ])("of %j", (text, delimiter, decimalComma) => {
    expect(sniff(text)).toEqual({ encoding: "utf-8", delimiter, decimalComma, commentLines: 0 });
  });

  it("takes the name's ending for a hint", () => {
    expect(sniff("a;b,c\nx;y,z\n", "a.csv").delimiter).toBe(",");
    expect(sniff("a\tb,c\nx\ty,z\n", "a.tsv").delimiter).toBe("\t");
    expect(sniff("a\tb,c\nx\ty,z\n", "a.TSV.gz").delimiter).toBe("\t");
    expect(sniff("y\n", "a.tsv").delimiter).toBe("\t");
  });

  it.each([
    ["# made by hand\n#\n\n# in 2020\nx,y\n1,2\n", 4, undefined],
    ["# x, y\n1,2\n", 1, ["x", "y"]],
    ["#x,y\r\n1,\r\n", 1, ["x", "y"]],
    ['# source: a, b\n## "x, m";y\n1,5;2\n3;4\n', 2, ["x, m", "y"]],
    ["#,Name\n1,Bulbasaur\n2,Ivysaur\n", 1, ["#", "Name"]],
    ["#id,name\n1,a\n2,b\n", 1, ["id", "name"]],
    ["# two, parts\nid,name\n1,a\n", 1, undefined],
    ["# Temperature in Oslo\n3\n4\n", 1, ["Temperature in Oslo"]],
    ["# a comment\nx,y\n1,2\n", 1, undefined],
    ["x,y\n# 1,2\n", 0, undefined],
    ["# only this", 1, undefined],
    ["\n\n1,2\n", 0, undefined],
  ])("tells comments from data in %j", (text, commentLines, header) => {
    const dialect = sniff(text);
    expect(dialect.commentLines).toBe(commentLines);
    expect(dialect.header).toEqual(header);
  });

  it("obeys Excel's sep=", () => {
    expect(sniff("sep=|\na;b|c;d\n1;2|3;4\n")).toMatchObject({ delimiter: "|", commentLines: 1 });
  });

  it("knows UTF-16 by its mark or its zero bytes", () => {
    for (const text of [
      "x;y\n1,5;2\n",
      "größe;y\n1,5;2\n",
      "\ufeffx;y\n1,5;2\n",
      "名前;年齢\n1,5;2\n山田;2\n",
    ]) {
      expect(sniffDialect(utf16(text, false), "a.csv")).toMatchObject({
        encoding: "utf-16le",
        delimiter: ";",
      });
      expect(sniffDialect(utf16(text, true), "a.csv")).toMatchObject({
        encoding: "utf-16be",
        delimiter: ";",
      });
    }
  });

  it("finds the delimiter of what papaparse writes, also where the head ends within a record", async () => {
    const word = fc.stringMatching(/^[a-zé "]{1,6}$/);
    const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
      fc.tuple(
        fc.array(word, { minLength: width, maxLength: width }),
        fc.array(
          fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
            minLength: width,
            maxLength: width,
          }),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom(1, 3000),
        fc.integer({ min: 1, max: 50 }),
        async ([names, rows], delimiter, times, chunkLength) => {
          const repeated = Array.from({ length: times }, () => rows).flat();
          const text = Papa.unparse([names, ...repeated], { delimiter });
          const dialect = await dialectOf(
            fileOf(text, "a.csv", text.length > 1000 ? sniffLength : chunkLength),
          );
          expect(dialect.delimiter).toBe(delimiter);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("sees more of a gzipped file than what is packed", async () => {
    const text = `${"a long name, ".repeat(50)};y\n${"1,5;2,5\n".repeat(100)}`;
    const packed = fileOf(Uint8Array.from(gzipSync(text)), "a.csv.gz", 100);
    expect(packed.size).toBeLessThan(200);
    expect((await dialectOf(unpacked(packed, 1 << 20))).delimiter).toBe(";");
  });

  it("answers for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(sniffDialect(bytes, "a.csv").commentLines).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each(['"', "#\n", ",", ";\n", "\r", '""', "# a,", "sep=,\n", '",'])(
    "answers soon for a head full of %j",
    (part) => {
      const start = performance.now();
      sniff(part.repeat(sniffLength / part.length));
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );
});

describe("a text file's bytes", () => {
  async function textOf(
    content: string | Uint8Array,
    encoding: "utf-8" | "utf-16le" | "utf-16be",
    chunkLength = 7,
  ) {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    let text = "";
    for await (const chunk of decoded(fileOf(content, "a.csv", chunkLength), { encoding, delimiter: "," }))
      text += decoder.decode(chunk, { stream: true });
    return text + decoder.decode();
  }

  it("are the text's, whatever the encoding and the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary" }).filter((text) => !/[\0\ufeff]/.test(text)),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (text, mark, chunkLength) => {
          const marked = mark ? `\ufeff${text}` : text;
          expect(await textOf(marked, "utf-8", chunkLength)).toBe(text);
          expect(await textOf(utf16(marked, false), "utf-16le", chunkLength)).toBe(text);
          expect(await textOf(utf16(marked, true), "utf-16be", chunkLength)).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("are refused where the platform's decoder refuses them", async () => {
    const piece = fc.constantFrom(
      0x61,
      0x7f,
      0x80,
      0x8f,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 12 }).map((bytes) => Uint8Array.from(bytes)),
        fc.integer({ min: 1, max: 12 }),
        async (bytes, chunkLength) => {
          let expected: string | undefined;
          try {
            expected = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
          } catch {}
          if (expected === undefined) await failure(textOf(bytes, "utf-8", chunkLength));
          else expect(await textOf(bytes, "utf-8", chunkLength)).toBe(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["x,y\n1,2\r\n3,caf\xe9\n", 3, 2, /0xE9, in Latin-1 "é"/],
    ['x,y\n"1,\n2",\xfc', 3, 2, /0xFC/],
    ["\xe9", 1, 1, /0xE9/],
    ["x\ry\r\xff", 3, 1, /0xFF/],
  ])("tell Latin-1 by line and column in %j", async (text, line, column, message) => {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    for (const chunkLength of [1, 5, 100]) {
      const error = await failure(textOf(bytes, "utf-8", chunkLength));
      expect(error.at).toEqual({ file: "a.csv", line, column });
      expect(error.message).toMatch(message);
      expect(error.message).toMatch(/line \d.*Save the file with the encoding UTF-8/);
    }
  });

  it("are refused with zero bytes, and where UTF-16 breaks off", async () => {
    expect((await failure(textOf("x,y\n\0", "utf-8"))).message).toMatch(/zero bytes/);
    expect((await failure(textOf(Uint8Array.of(0x78, 0, 0x78), "utf-16le"))).message).toMatch(/UTF-16/);
    expect((await failure(textOf(Uint8Array.of(0x78, 0, 0, 0xdc), "utf-16le"))).message).toMatch(/UTF-16/);
  });
});
