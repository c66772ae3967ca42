// Installs what the lockfiles name, each only where it is missing or stale.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { must, root, workbench } from "./environment.mjs";
import { ensureSystem } from "./system.mjs";

const readLock = (path) => JSON.parse(readFileSync(path, "utf8")).packages;

/** Whether node_modules holds what the lockfile names: npm writes its own list last, so an aborted one shows. */
/** Whether a folder's packages are those of its lock file. */
export const isCurrent = (folder) => {
  const installedList = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(installedList)) return false;
  const installed = readLock(installedList);
  return Object.entries(readLock(join(folder, "package-lock.json"))).every(
    ([path, entry]) => path === "" || entry.optional || installed[path]?.version === entry.version,
  );
};

/** The extension's own dependencies, and with them the Node that everything else runs on. */
export const installDependencies = async () => {
  if (isCurrent(root)) return;
  console.log("Installing the dependencies …");
  await must("npm", ["ci"]);
};

/** code-server, the VS Code workbench in a browser: 600 MB, about a minute. */
export const installWorkbench = async () => {
  const stamp = join(workbench, "node_modules/.installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(workbench, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing the VS Code workbench …");
  await ensureSystem("python3", "make", "g++");
  const vscode = join(workbench, "node_modules/code-server/lib/vscode");
  // Its own install script compiles modules that need system headers, so its steps are done here without those.
  await must("npm", ["ci", "--ignore-scripts"], { cwd: workbench });
  for (const cwd of [vscode, join(vscode, "extensions")])
    await must("npm", ["install", "--omit=dev", "--ignore-scripts"], { cwd });
  await must("npm", ["rebuild", "node-pty", "@vscode/spdlog", "@vscode/native-watchdog"], { cwd: vscode });
  writeFileSync(stamp, wanted);
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await installDependencies();
  await installWorkbench();
}
