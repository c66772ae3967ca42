import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { failure, fileOf } from "../model.ts";
import { columnsOf, fixture, fixtureFile, namesOf, open, survives } from "./read.ts";

describe("NPZ", () => {
  it("reads what NumPy saves, packed or not", async () => {
    const images = await open(fixtureFile("images.npz"));
    expect(namesOf(images)).toEqual(["x0", "x1", "x2", "x3", "y"]);
    expect(images.imageShape).toEqual([2, 2]);
    expect(await columnsOf(images)).toEqual([
      [0, 4, 8],
      [1, 5, 9],
      [2, 6, 10],
      [3, 7, 11],
      ["cat", "dog", "cat"],
    ]);
    const columns = await open(fixtureFile("columns.npz"));
    expect(namesOf(columns)).toEqual(["height", "size0", "size1"]);
    expect(await columnsOf(columns)).toEqual([
      [1, 2, 3],
      [1, 3, 5],
      [2, 4, 6],
    ]);
    expect(columns.imageShape).toBeUndefined();
    const gzipped = await open(fileOf(gzipSync(fixture("columns.npz")), "columns.npz.gz", 50));
    expect(await columnsOf(gzipped)).toEqual(await columnsOf(columns));
  });

  it("reads what fflate packs, with a comment at the end", async () => {
    const packed = zipSync(
      { "b.npy": fixture("one-dimension.npy") },
      { comment: "PK\x05\x06 of no meaning" },
    );
    expect(await columnsOf(await open(fileOf(packed, "a.npz")))).toEqual([[1.5, 2.5, 4.5]]);
  });

  it.each([
    ["unequal.npz", /a\.npy has 3 rows, and .*b\.npy has 4/],
    ["objects.npz", /objects\.npz: a\.npy.*Python objects/],
  ])("refuses %s", async (name, message) => {
    expect((await failure(open(fixtureFile(name)))).message).toMatch(message);
  });

  it("refuses columns of one name, archives without arrays, and other files in it", async () => {
    const one = fixture("one-dimension.npy");
    const twice = zipSync({ "a.npy": one, a: one });
    expect((await failure(open(fileOf(twice, "a.npz")))).message).toMatch(/two columns are called "a"/);
    expect((await failure(open(fileOf(zipSync({}), "a.npz")))).message).toMatch(/holds no array/);
    const text = zipSync({ "a.npy": one, "readme.txt": Buffer.from("hello") });
    expect((await failure(open(fileOf(text, "a.npz")))).message).toMatch(/readme\.txt is no \.npy file/);
  });

  it("tells a file that is cut short, wherever", async () => {
    const packed = fixture("columns.npz");
    for (let end = 0; end < packed.length; end++)
      expect((await failure(open(fileOf(packed.subarray(0, end), "a.npz")))).message).toMatch(
        /cut short or damaged/,
      );
  });

  it("tells damage that only the checksum shows", async () => {
    const changed = new Uint8Array(fixture("images.npz"));
    const start = Buffer.from(changed).indexOf(Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]));
    changed[start] = 99;
    expect((await failure(open(fileOf(changed, "a.npz")))).message).toMatch(/damaged/);
  });

  it("refuses a small archive that unpacks to very much, also where it says otherwise", async () => {
    const bomb = zipSync({ "a.npy": new Uint8Array(2 ** 24) });
    const directory = Buffer.from(bomb).lastIndexOf("PK\x01\x02");
    const claim = new DataView(bomb.buffer, bomb.byteOffset + directory);
    claim.setUint32(24, 2 ** 31, true);
    expect((await failure(open(fileOf(bomb, "a.npz", 65_536)))).message).toMatch(/unpacks to 2 GiB/);
    claim.setUint32(24, 100, true);
    expect((await failure(open(fileOf(bomb, "a.npz", 65_536)))).message).toMatch(/damaged/);
  });

  it("answers or tells whatever the bytes", async () => {
    await survives("a.npz", ["images.npz", "columns.npz"].map(fixture));
  });
});
