import { beforeEach, expect, it, vi } from "vitest";

const asked: string[] = [];
const answers: (string | undefined)[] = [];
vi.mock("vscode", () => ({
  l10n: {
    t: (text: string, ...values: string[]) =>
      text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? ""),
  },
  window: {
    showWarningMessage: async (message: string, { detail }: { detail: string }) => {
      asked.push(`${message} ${detail}`);
      return answers.shift();
    },
  },
}));

const { OutsideFiles } = await import("../../src/editor/outside-files.ts");

/** The workspace's memory, which may hold anything. */
const memory = (stored?: unknown) => ({
  stored,
  get: () => stored as never,
  update: async (_key: string, value: unknown) => {
    stored = value;
  },
  keys: () => [],
});

beforeEach(() => {
  asked.length = 0;
  answers.length = 0;
});

it("asks for each file by name, and remembers what was allowed", async () => {
  const workspace = memory();
  const files = new OutsideFiles();
  files.use(workspace);
  answers.push("Allow", "Always Allow in This Workspace");
  expect(await files.ask("a.nn.json", ["/data/a.csv", "/data/b.csv"])).toBe(true);
  expect(asked[0]).toMatch(/a\.nn\.json .*\/data\/a\.csv/);
  expect([...files.allowed].sort()).toEqual(["/data/a.csv", "/data/b.csv"]);
  const later = new OutsideFiles();
  later.use(workspace);
  expect(later.allowed).toEqual(["/data/b.csv"]);
});

it("stops at the first no, and a closed dialog is one", async () => {
  const files = new OutsideFiles();
  answers.push(undefined);
  expect(await files.ask("a.nn.json", ["/data/a.csv", "/data/b.csv"])).toBe(false);
  expect([asked.length, files.allowed]).toEqual([1, []]);
  expect(await files.ask("a.nn.json", [])).toBe(true);
});

it.each([["/data"], [{}], [[1, null, "/data/a.csv"]]])("trusts no memory: %j", (stored) => {
  const files = new OutsideFiles();
  files.use(memory(stored));
  expect(files.allowed).toEqual(Array.isArray(stored) && stored.length > 1 ? ["/data/a.csv"] : []);
});
