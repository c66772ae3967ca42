// `npm test`: everything that is checked, in one go, with one line at the end that counts it.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { artefacts, run } from "./environment.mjs";
import { installDependencies, installWorkbench } from "./install.mjs";
import { ensureSystem } from "./system.mjs";

const counts = { passed: 0, failed: 0, skipped: 0 };
const lines = [];

const note = (name, passed, failed, skipped, since) => {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
  const seconds = Math.round((Date.now() - since) / 1000);
  const left = skipped ? `, ${skipped} skipped` : "";
  lines.push(`${name}: ${passed} passed, ${failed} failed${left} (${seconds} s)`);
};

/** One check that passes or fails as a whole. */
const check = async (name, args) => {
  console.log(`\n── ${name}`);
  const since = Date.now();
  const good = (await run(...args)) === 0;
  note(name, good ? 1 : 0, good ? 0 : 1, 0, since);
  return good;
};

/** A vitest run, counted test by test; a file that does not load counts as one failure. */
const tests = async (name, options) => {
  console.log(`\n── ${name}`);
  const since = Date.now();
  const report = join(artefacts, `${name.replaceAll(" ", "-")}.json`);
  rmSync(report, { force: true });
  const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...options];
  const status = await run("vitest", args);
  if (!existsSync(report)) return note(name, 0, 1, 0, since);
  const results = JSON.parse(readFileSync(report, "utf8"));
  const unloaded = results.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some((assertion) => assertion.status === "failed"),
  ).length;
  const failed = results.numFailedTests + unloaded;
  const skipped = results.numPendingTests + results.numTodoTests;
  note(name, results.numPassedTests, failed === 0 && status !== 0 ? 1 : failed, skipped, since);
};

try {
  mkdirSync(artefacts, { recursive: true });
  await installDependencies();
  await ensureSystem("chromium");
  await installWorkbench();
  await check("lint", ["npm", ["run", "--silent", "lint"]]);
  await check("types", ["npm", ["run", "--silent", "check-types"]]);
  const packaged = await check("build and package", ["npm", ["run", "--silent", "package"]]);
  await tests("unit tests", []);
  // Without a package there is nothing to install in the workbench: its tests count as one failure.
  if (packaged) await tests("end-to-end tests", ["--config", "test/end-to-end/vitest.config.mts"]);
  else note("end-to-end tests", 0, 1, 0, Date.now());
} catch (error) {
  console.error(error.message);
  counts.failed += 1;
}
console.log(`\n${lines.join("\n")}`);
console.log(
  `\n${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}`,
);
process.exitCode = counts.failed > 0 ? 1 : 0;
