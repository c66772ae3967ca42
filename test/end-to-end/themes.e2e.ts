import { expect, test, vi } from "vitest";
import { useWorkbench } from "./session.ts";

const workbench = useWorkbench({});

/** Trains the sunspots, and waits until everything about the run's end is drawn. */
const trainSunspots = async () => {
  await workbench().closeEditors();
  await workbench().openFile("sunspots.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Completed");
  await vi.waitFor(
    async () => {
      expect(await panel.summary("Prediction")).toMatch(/mean absolute error of the samples shown/);
      expect(await panel.summary("Loss")).toMatch(/^Training loss over/);
    },
    { timeout: 10_000, interval: 100 },
  );
  // The charts' last movement.
  await workbench().page.waitForTimeout(1000);
  return panel;
};

test("the picture of the README", async () => {
  const { page } = workbench();
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1360, height: 1310 });
  await workbench().command("View: Toggle Primary Side Bar Visibility");
  await trainSunspots();
  // Away from anything that shows a tooltip.
  await page.mouse.move(500, 1000);
  await page.waitForTimeout(500);
  await workbench().screenshot("readme");
  await workbench().command("View: Toggle Primary Side Bar Visibility");
  if (size) await page.setViewportSize(size);
});

const losses = new Set<string>();

test.each([
  ["light", "Default Light Modern", "vs"],
  ["dark", "Default Dark Modern", "vs-dark"],
  ["high contrast", "Default High Contrast", "hc-black"],
] as const)("the panel and the editor in %s", async (name, theme, look) => {
  await workbench().theme(theme, look);
  const panel = await trainSunspots();
  losses.add(await panel.figure("Training loss"));
  await workbench().screenshot(`panel ${name}`);
});

test("the same file and seed give the same loss each time", () => {
  expect(losses.size).toBe(1);
});
