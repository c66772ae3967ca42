// What every script here needs: where the repository is, and how to run a command in it. Builtins only, because
// these scripts run before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { delimiter, join, resolve } from "node:path";

export const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../..");
export const workbench = join(root, "test/workbench");
export const artefacts = join(root, "test/artefacts");
export const vsix = join(root, "dist/backprop.vsix");

const executables = join(root, "node_modules/.bin");

/** The environment in which the project's own Node and tools come first. */
export const environment = () => {
  const { npm_config_user_agent: _, ...rest } = process.env;
  // A nested npm takes the outer one's name from this variable; empty, it gives its own.
  return { ...rest, npm_config_user_agent: "", PATH: executables + delimiter + (rest.PATH ?? "") };
};

/** Runs a command with its output shown, and gives its exit status. */
export const run = (command, args, { cwd = root, env = {} } = {}) =>
  new Promise((settle, reject) => {
    // On Windows npm and its tools are scripts that only a shell can start.
    const shell = process.platform === "win32";
    const child = spawn(command, args, { cwd, shell, stdio: "inherit", env: { ...environment(), ...env } });
    child.on("error", reject);
    child.on("close", (status) => settle(status ?? 1));
  });

/** Runs a command and throws where it fails. */
export const must = async (command, args, options) => {
  const status = await run(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with exit status ${status}.`);
};

/** Where a command is on the path, or undefined. */
export const which = (command) => {
  const finder = process.platform === "win32" ? "where" : "which";
  const found = spawnSync(finder, [command], { encoding: "utf8" });
  return found.status === 0 ? found.stdout.split(/\r?\n/)[0] : undefined;
};
