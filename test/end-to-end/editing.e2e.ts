import { expect, test, vi } from "vitest";
import { badFiles } from "./bad-files.ts";
import { shortRun } from "./models.ts";
import { useWorkbench } from "./session.ts";

const names = Object.keys(badFiles);
const workbench = useWorkbench({
  ...badFiles,
  "edited.nn.json": shortRun(),
});

test("completion and hover know the keys, and the names of activations", async () => {
  const { page } = workbench();
  const editor = await workbench().openFile("edited.nn.json");
  await editor.select('"units": 1 }', { selected: false });
  await page.keyboard.press("End");
  await editor.select('{ "units": 1 }', { selected: false });
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type(' "activation": ,');
  await page.keyboard.press("ArrowLeft");
  const suggestions = page.locator(".suggest-widget:visible");
  // What was suggested while typing may still be open, or yet to open, filtered by what was typed since.
  await vi.waitFor(
    async () => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Space");
      await suggestions.getByText('"sigmoid"', { exact: false }).first().waitFor({ timeout: 3000 });
    },
    { timeout: 30_000, interval: 500 },
  );
  await workbench().screenshot("completion");
  await page.keyboard.press("Escape");
  await workbench().command("File: Revert File");

  await editor.select("units", { selected: false });
  const hover = await editor.hoverAtCursor();
  expect((await hover.innerText()).length).toBeGreaterThan(10);
  await page.keyboard.press("Escape");
});

test.each(names)("%s has one marker", async (name) => {
  await workbench().closeEditors();
  await workbench().openFile(name);
  const total = async () => {
    const { errors, warnings } = await workbench().problemCounts();
    return errors + warnings;
  };
  await vi.waitFor(async () => expect(await total()).toBe(1), { timeout: 20_000, interval: 200 });
  // A second one may come from another source a moment later.
  await new Promise((settle) => setTimeout(settle, 1000));
  expect(await total()).toBe(1);
});

test("a file that is invalid does not train, and its problem is shown", async () => {
  await workbench().closeEditors();
  await workbench().openFile("unknown-key.nn.json");
  await workbench().command("Backprop: Train Network");
  await workbench()
    .page.getByText(/unknown-key\.nn\.json was not trained/)
    .first()
    .waitFor();
  expect(await workbench().page.locator("iframe.webview:visible").count()).toBe(0);
  await workbench().screenshot("an invalid file");
});
