// papaparse alone reads a CSV file and counts its rows: `papaparse.mjs FILE`. Prints a `Reading`.
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import Papa from "papaparse";

const { version } = createRequire(import.meta.url)("papaparse/package.json");
const idle = process.memoryUsage.rss();
const before = process.cpuUsage();
const start = performance.now();
let rows = -1;
await new Promise((settle, reject) => {
  Papa.parse(createReadStream(process.argv[2] ?? ""), {
    chunk: ({ data }) => {
      rows += data.length;
    },
    skipEmptyLines: true,
    complete: settle,
    error: reject,
  });
});
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
const memory = process.resourceUsage().maxRSS * 1024 - idle;
console.log(
  JSON.stringify({
    program: `papaparse ${version}`,
    seconds,
    processor: (user + system) / 1e6,
    rows,
    memory,
  }),
);
