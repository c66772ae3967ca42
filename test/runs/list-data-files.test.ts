import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listDataFiles } from "../../src/runs/list-data-files.ts";

let folder: string;
const root = () => path.join(folder, "root");
const access = () => ({ folder: path.join(root(), "models"), root: root() });
const paths = async (typed: string) => (await listDataFiles(access(), typed)).map((found) => found.path);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "backprop-list-"));
  for (const name of ["root/models/data/deep", "root/models/node_modules", "root/other", "outside"])
    await mkdir(path.join(folder, name), { recursive: true });
  for (const name of [
    "root/models/a.csv",
    "root/models/b.CSV.gz",
    "root/models/notes.txt",
    "root/models/line.nn.json",
    "root/models/.hidden.csv",
    "root/models/data/c.json",
    "root/models/data/deep/d.tsv",
    "root/models/node_modules/e.csv",
    "root/other/f.csv",
    "outside/g.csv",
  ])
    await writeFile(path.join(folder, name), "12345");
  await symlink(path.join(folder, "outside"), path.join(root(), "models/out"));
  await symlink(path.join(folder, "outside/g.csv"), path.join(root(), "models/g.csv"));
  await symlink(path.join(root(), "other/f.csv"), path.join(root(), "models/f.csv"));
  await symlink("nowhere", path.join(root(), "models/none.csv"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("suggestions for the data file", () => {
  it("are the data files beside the model file and one folder down, and the folders", async () => {
    expect(await paths("")).toEqual(["a.csv", "b.CSV.gz", "data/", "f.csv", "data/c.json"]);
    const [first] = await listDataFiles(access(), "");
    expect(first).toEqual({ path: "a.csv", isFolder: false, size: 5 });
  });

  it("go on in the folder that was typed", async () => {
    expect(await paths("data/")).toEqual(["data/c.json", "data/deep/"]);
    expect(await paths("data/deep/d")).toEqual(["data/deep/d.tsv"]);
    expect(await paths("../")).toEqual(["../models/", "../other/"]);
    expect(await paths("nowhere/")).toEqual([]);
  });

  it("tell nothing of what lies outside of the root", async () => {
    for (const typed of ["../../", "../../outside/", "out/", "/", `${folder}/outside/`])
      expect(await paths(typed)).toEqual([]);
  });
});
