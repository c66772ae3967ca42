import { join } from "node:path";
import esbuild from "esbuild";
import { buildKernels } from "../../src/engine/kernels/build.mjs";
import { root } from "../workbench/environment.mjs";

const outdir = join(root, "dist/bench");

/** Builds the kernels, the engine's program and its threads' bundle; the command that starts it. */
export async function bundleOurs(): Promise<string[]> {
  await buildKernels();
  const common: esbuild.BuildOptions = {
    bundle: true,
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    loader: { ".wasm": "binary" },
    logLevel: "warning",
  };
  const outfile = join(outdir, "ours.mjs");
  await esbuild.build({
    ...common,
    entryPoints: [join(root, "test/bench/ours.ts")],
    outfile,
    format: "esm",
    // A dependency is CommonJS and asks for Node's own modules.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
  });
  await esbuild.build({
    ...common,
    entryPoints: [join(root, "src/runs/engine-thread.ts")],
    outdir,
    format: "cjs",
  });
  return [process.execPath, outfile];
}
