import { expect, test } from "vitest";
import { shortRun } from "./models.ts";
import { useWorkbench } from "./session.ts";

const workbench = useWorkbench({ "steep.nn.json": shortRun({ learningRate: "0.1" }) });

test("a rate of 10 is underlined, explained with a picture, mended, and training works again", async () => {
  const { page } = workbench();
  const editor = await workbench().openFile("steep.nn.json");
  await editor.replace("0.1 }", "10 }");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Diverged");
  await editor.squiggle("error").first().waitFor();

  const hover = await editor.hover("error");
  await hover.locator('img[src^="data:image/svg+xml"]').waitFor();
  const text = await hover.innerText();
  expect(text).toMatch(/epoch/i);
  expect(text).toMatch(/learning rate/i);
  await workbench().screenshot("hover on a rate of 10");
  await page.keyboard.press("Escape");

  await editor.select("10 }", { selected: false });
  const fix = await editor.quickFix(/Set learningRate to/);
  await workbench().screenshot("quick fix");
  await fix.click();
  await editor.squiggle("error").first().waitFor({ state: "detached" });
  await editor.save();
  expect(editor.saved()).not.toContain('"learningRate": 10 }');
  expect(editor.saved()).toMatch(/"learningRate": [\d.e-]+ }/);

  await workbench().command("Backprop: Train Network");
  await panel.waitForStatus("Completed");
  expect((await workbench().problemCounts()).errors).toBe(0);
});
