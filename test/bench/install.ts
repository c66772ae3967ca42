import { join } from "node:path";
import { must, root } from "../workbench/environment.mjs";
import { isCurrent } from "../workbench/install.mjs";

/** The JavaScript peers, 440 MB; without their scripts, which would build a way to the GPU. */
export async function installPeers(): Promise<void> {
  const cwd = join(root, "test/bench");
  if (isCurrent(cwd)) return;
  console.log("Installing the JavaScript peers …");
  await must("npm", ["ci", "--ignore-scripts"], { cwd });
}
