// Builds everything into dist/: the kernels, the JSON schema, then the bundles. `--watch` rebuilds the bundles,
// `--production` minifies.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import esbuild from "esbuild";
import { buildKernels } from "./src/engine/kernels/build.mjs";

const watch = process.argv.includes("--watch");
const production = process.argv.includes("--production");

await buildKernels();
execFileSync(
  process.execPath,
  ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "src/model/write-schema.ts"],
  { stdio: "inherit" },
);
// A packaged build leaves no source maps, also not those of a build before it.
if (production)
  for (const name of [
    "extension",
    "rooms",
    "worker",
    "data-worker",
    "engine-thread",
    "kernels",
    "cli",
    "webview",
  ])
    rmSync(`dist/${name}.js.map`, { force: true });

const common = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  loader: { ".wasm": "binary" },
  logLevel: "info",
  define: { "process.env.NODE_ENV": '"production"' },
};
const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  // Where a package has both, its ES modules: some UMD builds cannot be bundled.
  mainFields: ["module", "main"],
};
/** Leaves a source file out of a bundle: it has a bundle of its own, which is loaded instead. */
const apart = (filter, path) => ({
  name: path,
  setup: ({ onResolve }) =>
    onResolve({ filter }, ({ kind }) => (kind === "entry-point" ? undefined : { path, external: true })),
});
// What the extension needs only once a model file is open, so that it starts at once.
const heavyRooms = apart(/heavy-rooms\.ts$/, "./rooms.js");
// What the worker and the command line both need, so that it is packaged once.
const kernels = apart(/kernel-bytes\.ts$/, "./kernels.js");
const bundles = [
  {
    ...node,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
    supported: { "dynamic-import": false },
    plugins: [heavyRooms],
  },
  {
    ...node,
    entryPoints: ["src/editor/heavy-rooms.ts"],
    outfile: "dist/rooms.js",
    external: ["vscode"],
  },
  { ...node, entryPoints: ["src/engine/kernel-bytes.ts"], outfile: "dist/kernels.js" },
  { ...node, entryPoints: ["src/runs/worker.ts"], outfile: "dist/worker.js", plugins: [kernels] },
  { ...node, entryPoints: ["src/runs/data-worker.ts"], outfile: "dist/data-worker.js" },
  { ...node, entryPoints: ["src/runs/engine-thread.ts"], outfile: "dist/engine-thread.js" },
  {
    ...node,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/cli.js",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [kernels],
  },
  {
    ...common,
    platform: "browser",
    target: "es2022",
    format: "iife",
    entryPoints: { webview: "webview/main.ts", style: "webview/style.css" },
    outdir: "dist",
  },
];

if (watch) await Promise.all(bundles.map(async (bundle) => (await esbuild.context(bundle)).watch()));
else await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
