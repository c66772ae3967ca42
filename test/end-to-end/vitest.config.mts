import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/end-to-end/**/*.e2e.ts"],
    globalSetup: "test/end-to-end/global-setup.ts",
    // One workbench serves them all, on a machine that may have two cores.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
