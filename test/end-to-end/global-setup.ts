import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareProfile, startWorkbench } from "../workbench/code-server.mjs";
import { artefacts, vsix } from "../workbench/environment.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the workbench, with the packaged extension installed. */
    workbenchUrl: string;
    /** Where the tests lay their workspaces. */
    workspaces: string;
  }
}

/** Starts one workbench for all tests, with a fresh profile; ends it and removes the profile after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(vsix)) throw new Error("dist/backprop.vsix is missing. Run npm run package first.");
  mkdirSync(artefacts, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "backprop-end-to-end-"));
  const profile = join(folder, "profile");
  await prepareProfile(profile, vsix, {
    "editor.minimap.enabled": false,
    // Each run keeps a copy of its file, which is not the one that a test opens by name.
    "search.exclude": { "**/.backprop": true },
  });
  const workbench = await startWorkbench(profile);
  project.provide("workbenchUrl", workbench.url);
  project.provide("workspaces", join(folder, "workspaces"));
  return async () => {
    await workbench.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
