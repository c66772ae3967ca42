import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../src/model/edit.ts";
import { ruleNames } from "../../src/protocol/finding.ts";
import { prepare } from "../../src/runs/prepare.ts";
import { memoryLimit, open, read, train } from "./examples.ts";

const pages = path.join(import.meta.dirname, "../../media/findings");
const page = (rule: string): string => readFileSync(path.join(pages, `${rule}.md`), "utf8");

/** The faulty example of a page; the one page that has none describes a change to an example. */
const faulty = (rule: string): string =>
  /```jsonc\n([\s\S]*?)```/.exec(page(rule))?.[1] ??
  read("sunspots.nn.json", [{ path: ["training", "optimizer", "learningRate"], value: 10 }]);

it("has a page for each rule and no other", () => {
  expect(readdirSync(pages).sort()).toEqual(ruleNames.map((rule) => `${rule}.md`).sort());
});

describe.each(ruleNames)("the page of %s", (rule) => {
  it("says what, why, evidence, fix, and has an example that shows it", async () => {
    expect(page(rule).startsWith(`# ${rule}\n`)).toBe(true);
    expect(page(rule).match(/^## .*/gm)).toEqual(["## What", "## Why", "## Evidence", "## Fix", "## Try it"]);
    const text = faulty(rule);
    const { findings } = await prepare(text, open, { fileName: "faulty.nn.json", memoryLimit });
    const invalid = findings.some(({ severity }) => severity === "error");
    const found = invalid ? findings : (await train(text)).findings;
    // Only layers that later versions have can fail to fit; a file without inputs is told as invalid data.
    const expected = rule === "shape-mismatch" ? "invalid" : rule;
    const primary = found.filter((finding) => finding.primary);
    expect(primary.map((finding) => finding.rule)).toEqual([expected]);
    const fix = primary[0]?.fixes.find(({ preferred }) => preferred);
    // As many epochs again may still not be enough.
    if (!fix || rule === "still-improving") return;
    const mended = await train(applyEdits(text, fix.edits).text);
    expect(mended.findings.filter((finding) => finding.rule === rule && finding.severity !== "hint")).toEqual(
      [],
    );
  }, 60_000);
});
