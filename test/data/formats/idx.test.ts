import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DataError } from "../../../src/data/error.ts";
import { failure, fileOf } from "../model.ts";
import { columnsOf, fixture, fixtureFile, namesOf, open, rowsOf, survives } from "./read.ts";

const expected: Record<string, number[][]> = JSON.parse(fixture("expected.json").toString());
const typed = Object.keys(expected).filter((name) => name.endsWith("ubyte"));
const [images, labels] = ["few-images-idx3-ubyte", "few-labels-idx1-ubyte"];

/** Opens those of these files that are asked for. */
const openOf = (files: Record<string, Uint8Array>) => async (name: string) => {
  const bytes = files[name];
  if (!bytes) throw new DataError(["data", "file"], `no ${name} here`);
  return [fileOf(bytes, name)];
};

describe("IDX", () => {
  it.each(typed)("reads %s", async (name) => {
    expect(await rowsOf(await open(fixtureFile(name)))).toEqual(expected[name]);
  });

  it("finds the labels of images beside them, packed or not", async () => {
    const plain = { [labels]: fixture(labels) };
    const packed = { [`${labels}.gz`]: gzipSync(fixture(labels)) };
    for (const files of [plain, packed])
      for (const file of [fixtureFile(images), fileOf(gzipSync(fixture(images)), `${images}.gz`)]) {
        const source = await open(file, { open: openOf(files) });
        expect(namesOf(source)).toEqual(["c0", "c1", "c2", "c3", "label"]);
        expect(source.imageShape).toEqual([2, 2]);
        expect((await columnsOf(source)).at(-1)).toEqual([7, 0, 9]);
      }
  });

  it("reads images without labels, and labels alone", async () => {
    expect(namesOf(await open(fixtureFile(images)))).toEqual(["c0", "c1", "c2", "c3"]);
    const alone = await open(fixtureFile(labels));
    expect(namesOf(alone)).toEqual(["label"]);
    expect(await columnsOf(alone)).toEqual([[7, 0, 9]]);
  });

  it("tells images and labels that do not fit", async () => {
    const two = Buffer.from([0, 0, 8, 1, 0, 0, 0, 2, 7, 0]);
    const error = await failure(open(fixtureFile(images), { open: openOf({ [labels]: two }) }));
    expect(error.message).toMatch(/has 3 images, and few-labels-idx1-ubyte 2 labels/);
  });

  it.each([
    ["cut short", fixture(images).subarray(0, -1), /cut short/],
    ["cut in its header", fixture(images).subarray(0, 9), /cut short/],
    ["that goes on", Buffer.concat([fixture(images), Buffer.from([0])]), /goes on/],
    ["of another kind", Buffer.from("x,y\n1,2\n"), /no IDX file/],
    ["that is empty", new Uint8Array(0), /no IDX file/],
    ["that claims terabytes", Buffer.from([0, 0, 8, 2, 127, 0, 0, 0, 0, 1, 0, 0]), /cut short/],
  ])("tells a file %s", async (_, content, message) => {
    expect((await failure(open(fileOf(content, images)))).message).toMatch(message);
  });

  it("answers or tells whatever the bytes", async () => {
    await survives("a-ubyte", [fixture(images), fixture("type-0d-idx2-ubyte")]);
  });
});
