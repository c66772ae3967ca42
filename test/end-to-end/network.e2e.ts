import { expect, test, vi } from "vitest";
import { useWorkbench } from "./session.ts";

const workbench = useWorkbench({});

const looks = [
  ["light", "Default Light Modern", "vs"],
  ["dark", "Default Dark Modern", "vs-dark"],
  ["high contrast", "Default High Contrast", "hc-black"],
] as const;

test.each(looks)("the network as a drawing in %s", async (name, theme, look) => {
  await workbench().theme(theme, look);
  await workbench().closeEditors();
  await workbench().openFile("circles.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.tab("Network").click();
  await panel.waitForStatus("Completed");
  const canvas = panel.frame.getByRole("region", { name: "Network", exact: true }).first().locator("canvas");
  await vi.waitFor(
    async () =>
      expect(await canvas.getAttribute("aria-label")).toMatch(/^Network with 2 inputs, then 1 dense/),
    { timeout: 10_000, interval: 100 },
  );
  await canvas.focus();
  const { keyboard } = workbench().page;
  await keyboard.press("ArrowRight");
  await panel.frame.locator(".unit h3").waitFor();
  await keyboard.press("ArrowRight");
  const unit = panel.frame.locator(".unit");
  await vi.waitFor(
    async () => expect(await unit.innerText()).toMatch(/^Unit \d+ of 1 dense[\s\S]*Weight from[\s\S]*Bias/),
    {
      timeout: 5000,
      interval: 100,
    },
  );
  await workbench().page.waitForTimeout(300);
  await workbench().screenshot(`network ${name}`);
});
