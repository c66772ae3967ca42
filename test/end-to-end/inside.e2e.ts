import { expect, test, vi } from "vitest";
import { useWorkbench } from "./session.ts";

const spiral = `{
  "data": {
    "generate": {
      "a": { "uniform": [-1, 1], "count": 400 },
      "b": { "uniform": [-1, 1], "count": 400 },
      "y": "sin(3 * a) * b"
    },
    "targets": ["y"],
    "split": { "validation": 0.2 }
  },
  "network": {
    "layers": [
      { "units": 24, "activation": "relu" },
      { "units": 12, "activation": "tanh" },
      { "units": 1 }
    ],
    "loss": "mse"
  },
  "training": { "epochs": 600, "optimizer": { "type": "adam", "learningRate": 0.01 } }
}
`;

const workbench = useWorkbench({ "inside.nn.json": spiral });

const looks = [
  ["light", "Default Light Modern", "vs"],
  ["dark", "Default Dark Modern", "vs-dark"],
  ["high contrast", "Default High Contrast", "hc-black"],
] as const;

test.each(looks)("the layers' inside in %s", async (name, theme, look) => {
  await workbench().theme(theme, look);
  const { page } = workbench();
  await page.setViewportSize({ width: 1360, height: 1700 });
  await workbench().closeEditors();
  await workbench().openFile("inside.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.tab("Inside").click();
  await panel.waitForStatus("Completed");
  const summaries = {
    "Gradient norm":
      /^Gradient norm at epoch [\d.]+\. 1 dense 24 relu: [\d.e-]+; 2 dense 12 tanh: .*; 3 dense 1: /,
    "Update to weights": /^Update to weights at epoch /,
    "Dead and saturated": /Dead: 1 dense 24 relu: [\d.]+ %; Saturated: 2 dense 12 tanh: [\d.]+ %\.$/,
    Weights: /^Weights at epoch .* 1 dense 24 relu: -[\d.]+ to [\d.]+; 2 dense 12 tanh: /,
    Activations: /^Activations at epoch .* 1 dense 24 relu: [\d.]+ to [\d.]+; 2 dense 12 tanh: -/,
  } as const;
  for (const [title, words] of Object.entries(summaries))
    await vi.waitFor(
      async () => {
        const chart = panel.frame.getByRole("region", { name: title, exact: true }).first().locator("canvas");
        expect(await chart.getAttribute("aria-label")).toMatch(words);
      },
      { timeout: 10_000, interval: 100 },
    );
  await page.waitForTimeout(500);
  await workbench().screenshot(`inside ${name}`);
});
