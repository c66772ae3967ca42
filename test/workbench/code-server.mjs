// The real VS Code workbench, served on this machine alone.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { environment, must, workbench } from "./environment.mjs";

const entry = join(workbench, "node_modules/code-server/out/node/entry.js");

const settings = {
  "workbench.startupEditor": "none",
  "workbench.welcomePage.experimentalOnboarding": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "git.openRepositoryInParentFolders": "never",
  "remote.autoForwardPorts": false,
  "telemetry.telemetryLevel": "off",
};

/** A free port, the wanted one where it is free. */
export const freePort = (wanted = 0) =>
  new Promise((settle, reject) => {
    const server = createServer();
    server.on("error", (error) => (wanted === 0 ? reject(error) : settle(freePort())));
    server.listen(wanted, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => settle(port));
    });
  });

const folders = (profile) => [
  "--config",
  join(profile, "config.yaml"),
  "--user-data-dir",
  join(profile, "user"),
  "--extensions-dir",
  join(profile, "extensions"),
];

/** Writes the first settings of a user and installs the packaged extension into a profile folder. */
export const prepareProfile = async (profile, vsix, more = {}) => {
  const user = join(profile, "user/User");
  mkdirSync(user, { recursive: true });
  const file = join(user, "settings.json");
  // What a person has set since is theirs.
  if (!existsSync(file)) writeFileSync(file, JSON.stringify({ ...settings, ...more }, null, 2));
  await must("node", [entry, ...folders(profile), "--install-extension", vsix, "--force"]);
};

/** Starts the workbench; settles when it answers, with its address, process and a way to end it. */
export const startWorkbench = async (profile, { port, log = () => {}, trustAll = true } = {}) => {
  const chosen = port ?? (await freePort());
  const url = `http://127.0.0.1:${chosen}`;
  const options = ["--auth", "none", "--bind-addr", `127.0.0.1:${chosen}`, "--disable-telemetry"];
  options.push("--disable-update-check", "--disable-getting-started-override");
  if (trustAll) options.push("--disable-workspace-trust");
  const server = spawn("node", [entry, ...options, ...folders(profile)], {
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stdout.on("data", (data) => log(String(data)));
  server.stderr.on("data", (data) => log(String(data)));
  const ended = new Promise((settle) => server.once("close", settle));
  const stop = async () => {
    server.kill("SIGTERM");
    const timer = setTimeout(() => server.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(timer);
  };
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && server.exitCode === null) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return { url, server, ended, stop };
    await new Promise((settle) => setTimeout(settle, 100));
  }
  await stop();
  throw new Error(`The workbench did not answer at ${url}.`);
};

/** The address that opens a folder and a file in it. */
export const addressOf = (url, folder, file) => {
  const open = file && JSON.stringify([["openFile", `vscode-remote://${new URL(url).host}${file}`]]);
  return `${url}/?folder=${encodeURIComponent(folder)}${open ? `&payload=${encodeURIComponent(open)}` : ""}`;
};
