import { execFileSync } from "node:child_process";
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DataError } from "../../src/data/error.ts";
import type { DataFile } from "../../src/data/files.ts";
import { findFiles, Search, TooManyFiles } from "../../src/runs/find-files.ts";
import { fileOpener, filesToAllow } from "../../src/runs/open-file.ts";

/** Where set, reading from an open file goes on like this. */
let reading: (() => Promise<never>) | undefined;
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  const open: typeof real.open = async (...args) => {
    const handle = await real.open(...args);
    if (reading) handle.read = reading;
    return handle;
  };
  return { ...real, open };
});

let folder: string;
const root = () => path.join(folder, "root");
const models = () => path.join(root(), "models");
const access = () => ({ folder: models(), root: root() });
const opener = () => fileOpener(access());

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "backprop-open-"));
  await mkdir(models(), { recursive: true });
  await mkdir(path.join(folder, "root-two"));
  await writeFile(path.join(root(), "data.csv"), "x,y\n1,2\n");
  await writeFile(path.join(folder, "secret.csv"), "x\n1\n");
  await writeFile(path.join(folder, "root-two", "secret.csv"), "x\n1\n");
  await symlink(path.join(folder, "secret.csv"), path.join(models(), "link.csv"));
  await symlink(folder, path.join(root(), "up"));
  await symlink("loop.csv", path.join(models(), "loop.csv"));
  await symlink(root(), path.join(folder, "root-link"));
});
afterAll(() => rm(folder, { recursive: true }));

const failure = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  expect((error as DataError).path).toEqual(["data", "file"]);
  return (error as DataError).message;
};
const refused = (given: string, open = opener()): Promise<string> => failure(open(given));

async function textOf(file: DataFile | undefined): Promise<string> {
  let text = "";
  for await (const chunk of file?.chunks() ?? []) text += Buffer.from(chunk).toString();
  return text;
}
const only = async (given: string, open = opener()): Promise<DataFile> => {
  const [file, ...more] = await open(given);
  expect(more).toEqual([]);
  return file as DataFile;
};

describe("opening a data file", () => {
  it("reads inside the root", async () => {
    const file = await only("../data.csv");
    expect([file.name, file.size, await textOf(file)]).toEqual(["../data.csv", 8, "x,y\n1,2\n"]);
    const byLink = fileOpener({ folder: models(), root: path.join(folder, "root-link") });
    expect((await only("../data.csv", byLink)).size).toBe(8);
  });

  it("reads a large file in pieces, and any part of it", async () => {
    const bytes = Buffer.alloc(2_500_000, 0).map((_, index) => (index * 31) % 251);
    await writeFile(path.join(models(), "large.npy"), bytes);
    const file = await only("large.npy");
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.chunks()) chunks.push(Uint8Array.from(chunk));
    expect(chunks.length).toBeGreaterThan(1);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(
      Buffer.from(await file.read(1_000_001, 2_100_000)).equals(bytes.subarray(1_000_001, 2_100_000)),
    ).toBe(true);
    expect((await file.read(2_499_999, 1e15)).length).toBe(1);
    expect((await file.read(10, 10)).length).toBe(0);
    expect((await file.read(1e9, 2e9)).length).toBe(0);
  });

  it("refuses what lies outside, links resolved", async () => {
    expect(await refused("../../secret.csv")).toMatch(/outside.*--allow-outside/);
    expect(await refused("../../root-two/secret.csv")).toMatch(/outside/);
    expect(await refused("link.csv")).toMatch(/outside/);
    expect(await refused("../up/secret.csv")).toMatch(/outside/);
    expect(await refused(path.join(folder, "secret.csv"))).toMatch(/outside/);
    // Nor does it tell whether something is there.
    for (const given of ["../../none.csv", "../../none/none.csv", "../..", "../up/none.csv", "/none.csv"])
      expect(await refused(given)).toMatch(/outside/);
    for (const given of [
      "../../*.csv",
      "../../none/*.csv",
      "../up/*.csv",
      "/*",
      "../{../secret,data}.csv",
      "link*",
    ])
      expect(await refused(given)).toMatch(/outside/);
  });

  it("reads outside what a person allowed, that file and no other", async () => {
    const secret = path.join(folder, "secret.csv");
    const open = fileOpener({ ...access(), allowed: [secret] });
    expect(await textOf(await only("../../secret.csv", open))).toBe("x\n1\n");
    expect(await textOf(await only("link.csv", open))).toBe("x\n1\n");
    expect(await refused("../../root-two/secret.csv", open)).toMatch(/outside.*you are asked/);
    expect(await refused("../../*.csv", open)).toMatch(/outside/);
    const all = fileOpener({ ...access(), allowed: [folder] });
    expect((await all("../../*/secret.csv")).map(({ name }) => name)).toEqual(["../../root-two/secret.csv"]);
    expect(await textOf(await only("../../secret.csv", fileOpener({ folder: models() })))).toBe("x\n1\n");
  });

  it("names what a person has to allow", async () => {
    const secret = path.join(folder, "secret.csv");
    expect(await filesToAllow(access(), "link.csv")).toEqual([secret]);
    expect(await filesToAllow(access(), "../../*.csv")).toEqual([folder]);
    expect(await filesToAllow(access(), "../data.csv")).toEqual([]);
    expect(await filesToAllow(access(), "none*.csv")).toEqual([]);
    expect(await filesToAllow({ ...access(), allowed: [secret] }, "link.csv")).toEqual([]);
  });

  it("says what is wrong with a missing file, a folder, a loop, a socket and a pipe", async () => {
    expect(await refused("none.csv")).toMatch(/does not exist/);
    expect(await refused("../data.csv/more.csv")).toMatch(/does not exist/);
    expect(await refused("../models")).toMatch(/is a folder/);
    expect(await refused("loop.csv")).toMatch(/leads to itself/);
    await symlink("nowhere.csv", path.join(models(), "nowhere-link.csv"));
    expect(await refused("nowhere-link.csv")).toMatch(/does not exist/);
    expect(await refused("a".repeat(300))).toMatch(/longer than/);
    expect(await refused("*".repeat(5000))).toMatch(/longer than/);
    expect(await refused("a\0.csv")).toMatch(/could not be read/);
    execFileSync("mkfifo", [path.join(models(), "pipe.csv")]);
    expect(await refused("pipe.csv")).toMatch(/is a named pipe/);
    const socket = await new Promise<Server>((resolve) => {
      const server = createServer().listen(path.join(models(), "socket.csv"), () => resolve(server));
    });
    try {
      expect(await refused("socket.csv")).toMatch(/is a socket/);
    } finally {
      socket.close();
    }
  });

  // Root may read everything.
  it.runIf(process.getuid?.() === 0)("says what it has no permission for", async () => {
    process.seteuid?.(65534);
    try {
      expect(await refused("../data.csv")).toMatch(/permission denied/);
    } finally {
      process.seteuid?.(0);
    }
  });
});

describe("a pattern", () => {
  const names = async (pattern: string) => (await opener()(pattern)).map(({ name }) => name);
  beforeAll(async () => {
    for (const name of [
      "b/2.csv",
      "b/10.csv",
      "b/.hidden.csv",
      "b/c/3.csv",
      "b/c/d/4.csv",
      "é/5.csv",
      "b/[1].csv",
    ]) {
      await mkdir(path.dirname(path.join(models(), "parts", name)), { recursive: true });
      await writeFile(path.join(models(), "parts", name), name);
    }
    await mkdir(path.join(models(), "parts", "folder.csv"));
    await symlink("c", path.join(models(), "parts", "b", "linked.csv"));
    await symlink("../../..", path.join(models(), "parts", "b", "circle"));
  });

  it("finds files by name and in folders, sorted by code point, links to folders left out", async () => {
    expect(await names("parts/b/*.csv")).toEqual(["parts/b/10.csv", "parts/b/2.csv", "parts/b/[1].csv"]);
    expect(await names("parts/b/[0-9]*.csv")).toEqual(["parts/b/10.csv", "parts/b/2.csv"]);
    expect(await names("parts/*/?.csv")).toEqual(["parts/b/2.csv", "parts/é/5.csv"]);
    expect(await names("parts/**/[3-5].csv")).toEqual([
      "parts/b/c/3.csv",
      "parts/b/c/d/4.csv",
      "parts/é/5.csv",
    ]);
    expect(await names("parts/b/c/**")).toEqual(["parts/b/c/3.csv", "parts/b/c/d/4.csv"]);
    expect(await names("./parts/{b/c,é}/*.csv")).toEqual(["parts/b/c/3.csv", "parts/é/5.csv"]);
    expect(await names("../*.csv")).toEqual(["../data.csv"]);
    expect(await names("{../data,parts/b/2}.csv")).toEqual(["../data.csv", "parts/b/2.csv"]);
  });

  it("means the file of just that name first", async () => {
    expect(await names("parts/b/[1].csv")).toEqual(["parts/b/[1].csv"]);
  });

  it("says that nothing fits it, or too much", async () => {
    expect(await refused("parts/*.tsv")).toMatch(/No file fits parts\/\*\.tsv/);
    expect(await refused("none/*.csv")).toMatch(/No file fits/);
    expect(await refused("parts/b/2.csv/*")).toMatch(/No file fits/);
    expect(await refused("{a,b}".repeat(12))).toMatch(/stands for too much/);
    const find = (...most: number[]) => findFiles(models(), ["parts", "b", "*.csv"], new Search(...most));
    expect(await find()).toHaveLength(4);
    await expect(find(1000, 3)).rejects.toThrow(TooManyFiles);
    await expect(find(5)).rejects.toThrow(TooManyFiles);
  });
});

describe("a file that does not stay as it is", () => {
  const write = async (name: string) => {
    await writeFile(path.join(models(), name), "x\n".repeat(1_000_000));
    return only(name);
  };
  it("went away", async () => {
    const file = await write("gone.csv");
    await rm(path.join(models(), "gone.csv"));
    expect(await failure(textOf(file))).toMatch(/gone\.csv does not exist/);
    expect(await failure(file.version())).toMatch(/gone\.csv does not exist/);
  });
  it("grew while it was read, or between two looks", async () => {
    const file = await write("grows.csv");
    const version = await file.version();
    const reading = file.chunks()[Symbol.asyncIterator]();
    await reading.next();
    await appendFile(path.join(models(), "grows.csv"), "more\n");
    const rest = (async () => {
      while (!(await reading.next()).done);
    })();
    expect(await failure(rest)).toMatch(/grows\.csv changed while it was being read/);
    expect(await failure(textOf(file))).toMatch(/changed/);
    expect(await failure(file.read(0, 10))).toMatch(/changed/);
    expect(await file.version()).not.toBe(version);
  });
  it("was written over with as many bytes, or another one put in its place", async () => {
    const file = await write("over.csv");
    const other = path.join(models(), "other.csv");
    await utimes(path.join(models(), "over.csv"), 1, 1);
    expect(await failure(textOf(file))).toMatch(/changed/);
    const second = await only("over.csv");
    await writeFile(other, "x\n".repeat(1_000_000));
    await utimes(other, 1, 1);
    await rename(other, path.join(models(), "over.csv"));
    expect(await failure(textOf(second))).toMatch(/changed/);
  });
  it("became a link that leads outside", async () => {
    const file = await write("swapped.csv");
    await rm(path.join(models(), "swapped.csv"));
    await symlink(path.join(folder, "secret.csv"), path.join(models(), "swapped.csv"));
    expect(await failure(textOf(file))).toMatch(/changed|itself/);
  });
});

describe("a file system", () => {
  it("that stalls is told", async () => {
    const file = await only("../data.csv", fileOpener(access(), 50));
    reading = () => new Promise(() => {});
    try {
      expect(await failure(textOf(file))).toMatch(/data\.csv gave no data for 0\.05 seconds/);
      expect(await failure(file.read(0, 4))).toMatch(/gave no data/);
    } finally {
      reading = undefined;
    }
  });
  it("that fails is told, also while the reader is still busy", async () => {
    const file = await only("../data.csv");
    reading = () => Promise.reject(Object.assign(new Error("EIO: i/o error, read"), { code: "EIO" }));
    try {
      expect(await failure(textOf(file))).toMatch(/data\.csv could not be read: EIO/);
    } finally {
      reading = undefined;
    }
  });
});
