import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { failure, fileOf, loadFile } from "../model.ts";
import { columnsOf, fixture, fixtureFile, namesOf, open, rowsOf, survives } from "./read.ts";

const expected: Record<string, number[][]> = JSON.parse(fixture("expected.json").toString());
const arrays = Object.keys(expected).filter((name) => name.endsWith(".npy"));

/** A `.npy` file of this header and these bytes. */
function npy(header: string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const text = Buffer.from(`${header}\n`, "latin1");
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from("NUMPY\x01\x00"),
    Buffer.from([text.length & 255, text.length >> 8]),
    text,
    data,
  ]);
}

describe("NPY", () => {
  it.each(arrays)("reads NumPy's %s", async (name) => {
    for (const chunkLength of [3, 1000])
      expect(await rowsOf(await open(fixtureFile(name, chunkLength)))).toEqual(expected[name]);
  });

  it("reads a gzipped one", async () => {
    const source = await open(fileOf(gzipSync(fixture("f8.npy")), "f8.npy.gz"));
    expect(await rowsOf(source)).toEqual(expected["f8.npy"]);
    const long = gzipSync(Buffer.concat([fixture("f8.npy"), Buffer.from([0])]));
    expect((await failure(open(fileOf(long, "f8.npy.gz")))).message).toMatch(/goes on/);
  });

  it("names the columns, and keeps the shape of images", async () => {
    const plain = await open(fixtureFile("f8.npy"));
    expect(namesOf(plain)).toEqual(["c0", "c1", "c2"]);
    expect(plain.imageShape).toBeUndefined();
    expect(plain.columns.map(({ kind, grows }) => [kind, grows])).toEqual([
      ["number", true],
      ["number", true],
      ["number", true],
    ]);
    expect((await open(fixtureFile("images.npy"))).imageShape).toEqual([2, 3, 2]);
    expect((await open(fixtureFile("fortran.npy"))).imageShape).toEqual([3, 4]);
    expect(namesOf(await open(fixtureFile("one-dimension.npy")))).toEqual(["c0"]);
  });

  it("reads texts of either byte order, and bytes", async () => {
    for (const name of ["texts.npy", "big-texts.npy"]) {
      const source = await open(fixtureFile(name));
      expect(await columnsOf(source)).toEqual([["Zürich", "Bern", "😀", "Bern"]]);
      expect(source.columns[0]?.kind).toBe("text");
    }
    expect(await columnsOf(await open(fixtureFile("bytes.npy")))).toEqual([["b", "a", "b"]]);
  });

  it.each(["D", "h", "s", "ms", "us", "ns"])("reads dates in the unit %s", async (unit) => {
    const source = await open(fixtureFile(`dates-${unit}.npy`));
    expect(source.columns[0]?.kind).toBe("date");
    expect(await columnsOf(source)).toEqual([[Date.UTC(2020, 0, 1), null, -86_400_000]]);
  });

  it("reads months and years", async () => {
    expect(await columnsOf(await open(fixtureFile("dates-M.npy")))).toEqual([
      [Date.UTC(2020, 0, 1), null, Date.UTC(1969, 11, 1)],
    ]);
    expect(await columnsOf(await open(fixtureFile("dates-Y.npy")))).toEqual([
      [Date.UTC(2020, 0, 1), null, Date.UTC(1969, 0, 1)],
    ]);
  });

  it.each([
    ["objects.npy", /Python objects, which are never unpickled/],
    ["fields.npy", /named fields/],
    ["complex.npy", /type '<c16'/],
    ["scalar.npy", /single value/],
  ])("refuses %s", async (name, message) => {
    const error = await failure(open(fixtureFile(name)));
    expect(error.message).toMatch(message);
    expect(error.message).toContain(name);
    expect(error.path).toEqual(["data", "file"]);
  });

  it.each([
    ["infinite.npy", 2, 2, /infinite\.npy, row 2: "Infinity" in column "c1" is not a finite number/],
    ["big-integer.npy", 2, 2, /past 2\^53/],
  ])(
    "tells the place of the cell in %s that cannot be kept, once its column is read",
    async (name, line, column, message) => {
      const source = await open(fixtureFile(name));
      const error = await failure(source.read([1]));
      expect(error.at).toEqual({ file: name, line, column });
      expect(error.message).toMatch(message);
      expect((await source.read([0]))[0]?.values.get(1)).toBe(3);
    },
  );

  it("keeps only the columns that are needed or may be the x axis", async () => {
    const data = new Float64Array([1, 5, 3, 2, 4, 3, 3, 6, 3]);
    const header = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 3), }";
    const bytes = npy(header, new Uint8Array(data.buffer));
    const source = await open(fileOf(bytes, "a.npy"), { needed: () => new Set(["c2"]) });
    expect(source.columns.map(({ grows }) => grows)).toEqual([true, false, false]);
    expect(await columnsOf(source)).toEqual([
      [1, 2, 3],
      [5, 4, 6],
      [3, 3, 3],
    ]);
  });

  it("trains on one", async () => {
    const dataset = await loadFile(fixture("f8.npy"), { split: { order: "sequential" } }, { name: "f8.npy" });
    expect([...dataset.inputs.values]).toEqual([0, 1, 3.5, 4]);
    expect([...dataset.targets.values]).toEqual([-2, 100]);
  });

  it.each([
    ["cut short", fixture("f8.npy").subarray(0, -1), /cut short/],
    ["that goes on", Buffer.concat([fixture("f8.npy"), Buffer.from([0])]), /goes on/],
    ["of another kind", Buffer.from("x,y\n1,2\n"), /no \.npy file/],
    ["that is empty", new Uint8Array(0), /no \.npy file/],
    ["of a later version", Buffer.from("\x93NUMPY\x04\x00", "latin1"), /version is 4/],
    ["with code in its header", npy("__import__('os').system('true')"), /header/],
    [
      "with more in its header",
      npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 1), 'x': 1}"),
      /header/,
    ],
    ["with a key twice", npy("{'descr': '<f8', 'descr': '<f8', 'shape': (0, 1)}"), /header/],
    [
      "that claims terabytes",
      npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }"),
      /cut short/,
    ],
    [
      "that claims more than numbers count",
      npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999999, 9999999999999999), }"),
      /no file can have/,
    ],
    [
      "without rows but with very many columns",
      npy("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 99999999999), }"),
      /memory/,
    ],
  ])("tells a file %s", async (_, content, message) => {
    expect((await failure(open(fileOf(content, "a.npy")))).message).toMatch(message);
  });

  it("takes no memory for what a gzipped file only claims", async () => {
    const claim = npy(
      "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 100), }",
      new Uint8Array(800),
    );
    expect((await failure(open(fileOf(gzipSync(claim), "a.npy.gz")))).message).toMatch(/cut short/);
  });

  it("answers or tells whatever the bytes", async () => {
    await survives(
      "a.npy",
      ["f2.npy", "big-i4.npy", "fortran.npy", "texts.npy", "dates-us.npy"].map(fixture),
    );
  });
});
