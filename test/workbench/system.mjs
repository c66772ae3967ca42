// Programs that npm cannot bring: a browser for the tests, and a compiler for the workbench's native modules.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { must, which } from "./environment.mjs";

const browsers = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium that the tests can drive, or undefined. */
export const findBrowser = () => {
  const asked = process.env.BACKPROP_BROWSER;
  if (asked) return asked;
  for (const browser of browsers) {
    const path = browser.startsWith("/") ? existsSync(browser) && browser : which(browser);
    if (path) return path;
  }
  return undefined;
};

const needs = {
  chromium: findBrowser,
  python3: () => which("python3"),
  make: () => which("make"),
  "g++": () => which("g++") ?? which("c++"),
};

/** Installs what is missing of the named programs with apt-get, or says how a person does it. */
export const ensureSystem = async (...names) => {
  const missing = names.filter((name) => !needs[name]());
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  const may = which("apt-get") && (isRoot || spawnSync("sudo", ["-n", "true"]).status === 0);
  if (!may) {
    throw new Error(
      `Missing: ${missing.join(", ")}. Install them and try again, on Debian or Ubuntu with: sudo apt-get install -y ${missing.join(" ")}`,
    );
  }
  console.log(`Installing ${missing.join(", ")} with apt-get …`);
  const prefix = isRoot ? [] : ["sudo"];
  const aptGet = (...args) => {
    const [command, ...rest] = [...prefix, "apt-get", ...args];
    return must(command, rest, { env: { DEBIAN_FRONTEND: "noninteractive" } });
  };
  await aptGet("update");
  await aptGet("install", "-y", "--no-install-recommends", ...missing);
};
