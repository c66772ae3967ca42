import { readFile } from "node:fs/promises";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    {
      // As esbuild's binary loader does it for the bundles.
      name: "wasm-as-bytes",
      enforce: "pre",
      async load(id) {
        const [path = ""] = id.split("?");
        if (!path.endsWith(".wasm")) return undefined;
        const bytes = (await readFile(path)).toString("base64");
        return `export default Uint8Array.from(atob("${bytes}"), (character) => character.charCodeAt(0));`;
      },
    },
  ],
  test: {
    // A busy machine is no failure.
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/fixtures/engine-kernels.ts"],
  },
});
