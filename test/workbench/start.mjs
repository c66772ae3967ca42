// `npm start`: installs what is missing, builds, and opens VS Code on a working copy of the examples: the `code`
// on the path with the extension in development, else (or with `--browser`) the workbench in a browser.
import { join } from "node:path";
import { must, root, vsix, which } from "./environment.mjs";
import { copyExamples, startFolder, workingCopy } from "./examples.mjs";
import { installDependencies, installWorkbench } from "./install.mjs";

const port = 8765;
const first = join(workingCopy, "sunspots.nn.json");

const openDesktop = async () => {
  await must("npm", ["run", "--silent", "build"]);
  await must("code", [`--extensionDevelopmentPath=${root}`, workingCopy, first]);
  console.log(`VS Code opens on ${workingCopy}, a copy of the examples. Open sunspots.nn.json and press ▶.`);
};

const openBrowser = async () => {
  await installWorkbench();
  await must("npm", ["run", "--silent", "package"]);
  const { addressOf, freePort, prepareProfile, startWorkbench } = await import("./code-server.mjs");
  await prepareProfile(startFolder, vsix);
  const { url, ended, stop } = await startWorkbench(startFolder, { port: await freePort(port) });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
  console.log(
    `\nVS Code on a copy of the examples (${workingCopy}):\n\n  ${addressOf(url, workingCopy, first)}\n`,
  );
  console.log("Open this address in a browser on this machine and press ▶. Ctrl-C ends it.");
  await ended;
};

try {
  await installDependencies();
  copyExamples(join(root, "media/examples"), workingCopy);
  // The `code` of a remote terminal only talks to the window it runs in and cannot open an extension in development.
  const hasDesktop = which("code") && !process.env.VSCODE_IPC_HOOK_CLI;
  await (hasDesktop && !process.argv.includes("--browser") ? openDesktop() : openBrowser());
} catch (error) {
  console.error(`\nnpm start: ${error.message}`);
  process.exitCode = 1;
}
