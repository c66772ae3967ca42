import { randomUUID } from "node:crypto";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import { root } from "../workbench/environment.mjs";
import { findBrowser } from "../workbench/system.mjs";
import { Workbench } from "./pages/workbench.ts";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const launch = (): Promise<Browser> => {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("No Chromium found. Install it with apt-get install chromium.");
  return chromium.launch({ executablePath, args: flags });
};

/**
 * One browser on one new workspace for all tests of a file. The workspace holds the examples and the given
 * files. A test that fails leaves a screenshot in the artefacts.
 */
export function useWorkbench(files: Readonly<Record<string, string>>): () => Workbench {
  let browser: Browser | undefined;
  let workbench: Workbench | undefined;
  const current = (): Workbench => {
    if (!workbench) throw new Error("The workbench has not been opened.");
    return workbench;
  };

  beforeAll(async () => {
    const folder = join(inject("workspaces"), randomUUID(), "examples");
    cpSync(join(root, "media/examples"), folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    browser = await launch();
    const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
    workbench = new Workbench(await context.newPage(), inject("workbenchUrl"), folder);
    await workbench.open();
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench?.screenshot(`failed ${task.name}`);
  });

  afterAll(async () => {
    await browser?.close();
  });

  return current;
}
