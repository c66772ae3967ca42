import { expect, test, vi } from "vitest";
import { shortRun } from "./models.ts";
import { useWorkbench } from "./session.ts";

/** Diverges within some epochs, with a schedule, a penalty and two metrics. */
const curves = ({ learningRate = "0.05" } = {}): string => `{
  "title": "Curves",
  "data": {
    "generate": { "x": { "from": -2, "to": 2, "count": 200 }, "y": "sin(3 * x) + 0.2 * normal()" },
    "targets": ["y"],
    "split": { "validation": 0.25 }
  },
  "network": {
    "layers": [{ "units": 16, "activation": "tanh", "l2": 0.0001 }, { "units": 1 }],
    "loss": "mse"
  },
  "training": {
    "optimizer": { "type": "adam", "learningRate": ${learningRate} },
    "schedule": { "type": "cosine" },
    "epochs": 300,
    "metrics": ["mae", "r2"]
  }
}
`;

const workbench = useWorkbench({
  "curves.nn.json": curves(),
  "steep.nn.json": shortRun({ learningRate: "10" }),
});

const eventually = <T>(check: () => Promise<T>, timeout = 30_000) =>
  vi.waitFor(check, { timeout, interval: 100 });

/** The middle of the loss chart, in pixels of the window. */
const middle = async () => {
  const canvas = workbench().panel().chart("Loss");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error("There is no loss chart.");
  return { ...box, middleX: box.x + box.width / 2, middleY: box.y + box.height / 2 };
};

const epochOf = (reading: string) => Number(/^Epochs? ([\d\u202f]+)/.exec(reading)?.[1]?.replace(/\D/g, ""));

test("the legend chooses among the losses, the penalty, every metric and the scheduled rate", async () => {
  await workbench().openFile("curves.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Completed");
  for (const name of ["Training loss", "Validation loss", "Learning rate"])
    expect(await panel.curve(name).isChecked()).toBe(true);
  for (const name of ["Penalty", "Mean absolute error", "R²", "R², validation"])
    expect(await panel.curve(name).isChecked()).toBe(false);
  await eventually(async () => expect(await panel.summary("Loss")).toContain("Best epoch"));
  expect(await panel.figure("Penalty")).toMatch(/\d/);

  const before = await panel.picture("Loss");
  await panel.curve("R², validation").check();
  await panel.curve("Penalty").check();
  await eventually(async () => expect(await panel.summary("Loss")).toContain("R², validation: from"));
  expect(before.equals(await panel.picture("Loss"))).toBe(false);
});

test("the crosshair names every curve's value, by mouse and by keys", async () => {
  const { page } = workbench();
  const panel = workbench().panel();
  const { middleX, middleY } = await middle();
  await page.mouse.move(middleX, middleY);
  // The curve chosen last is there with the next redraw.
  await panel.readout.filter({ hasText: "Penalty" }).waitFor();
  const shown = await panel.readout.innerText();
  for (const name of ["Training loss", "Validation loss", "Learning rate", "R², validation", "Penalty"])
    expect(shown).toContain(name);
  expect(epochOf(shown)).toBeGreaterThan(100);
  expect(epochOf(shown)).toBeLessThan(200);
  await workbench().screenshot("loss crosshair");

  await page.mouse.move(5, 5);
  await panel.readout.waitFor({ state: "hidden" });
  await panel.chart("Loss").focus();
  await page.keyboard.press("End");
  expect(epochOf(await panel.reading())).toBe(300);
  await page.keyboard.press("ArrowLeft");
  expect(epochOf(await panel.reading())).toBe(297);
  await page.keyboard.press("Home");
  expect(await panel.reading()).toMatch(/^Epoch 1: Training loss [\d.]+, Validation loss [\d.]+/);
  await page.keyboard.press("PageDown");
  expect(await panel.reading()).toMatch(/Best \d+$/);
});

test("wheel, drag and keys zoom and pan; the zoom outlives hiding and a new run", async () => {
  const { page } = workbench();
  const panel = workbench().panel();
  const reset = panel.frame.getByRole("button", { name: "Reset Zoom" });
  expect(await reset.isVisible()).toBe(false);
  const { x, width, middleY } = await middle();
  await page.mouse.move(x + 0.4 * width, middleY);
  await page.mouse.down();
  await page.mouse.move(x + 0.5 * width, middleY, { steps: 4 });
  await page.mouse.move(x + 0.6 * width, middleY, { steps: 4 });
  await page.mouse.up();
  await reset.waitFor();

  /** First and last epoch in view. */
  const range = async () => {
    await panel.chart("Loss").focus();
    await page.keyboard.press("Home");
    const from = epochOf(await panel.reading());
    await page.keyboard.press("End");
    return [from, epochOf(await panel.reading())] as const;
  };
  const dragged = await range();
  expect(dragged[0]).toBeGreaterThan(80);
  expect(dragged[1]).toBeLessThan(220);

  await page.mouse.move(x + 0.5 * width, middleY);
  await page.mouse.wheel(0, -240);
  await eventually(async () => {
    const [from, to] = await range();
    expect(to - from).toBeLessThan(dragged[1] - dragged[0] - 10);
  });
  // An arrow at the edge takes the range along.
  const wheeled = await range();
  await page.keyboard.press("ArrowRight");
  await eventually(async () => expect(epochOf(await panel.reading())).toBe(wheeled[1] + 1));
  await eventually(async () => expect((await range())[1]).toBe(wheeled[1] + 1));
  await page.keyboard.press("Shift+ArrowRight");
  await eventually(async () => expect((await range())[0]).toBeGreaterThan(wheeled[0]));
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.down("Shift");
  await page.mouse.wheel(0, 300);
  await page.keyboard.up("Shift");
  await eventually(async () => expect((await range())[0]).toBeGreaterThan(wheeled[0]));
  const kept = await range();

  const group = page.locator(".editor-group-container").last();
  await workbench().command("File: New Untitled Text File");
  await page.locator("iframe.webview:visible").waitFor({ state: "hidden" });
  await group.getByRole("tab", { name: "curves.nn.json" }).click();
  await reset.waitFor();
  await eventually(async () => expect(await range()).toEqual(kept));
  await panel.button("Train Again").click();
  await eventually(async () => expect(await range()).toEqual(kept));
  await panel.waitForStatus("Completed");
  expect(await panel.curve("Penalty").isChecked()).toBe(true);
  await page.keyboard.press("0");
  await eventually(async () => expect(await range()).toEqual([1, 300]));
  await reset.waitFor({ state: "hidden" });
});

test.each([
  ["light", "Default Light Modern", "vs"],
  ["dark", "Default Dark Modern", "vs-dark"],
  ["high contrast", "Default High Contrast", "hc-black"],
] as const)("the curves in %s", async (name, theme, look) => {
  await workbench().theme(theme, look);
  const panel = workbench().panel();
  await panel.curve("R²").check();
  await panel.frame.getByRole("slider", { name: "Smoothing" }).fill("0.8");
  await eventually(async () => expect(await panel.summary("Loss")).toContain("R²: from"));
  const { middleX, middleY } = await middle();
  await workbench().page.mouse.move(middleX, middleY);
  await panel.readout.waitFor();
  await workbench().page.waitForTimeout(500);
  await workbench().screenshot(`loss ${name}`);
});

test("a finding leads from the curve to its line, and from its line's hover to the curve", async () => {
  const { page } = workbench();
  const panel = workbench().panel();
  await workbench().closeEditors();
  const editor = await workbench().openFile("steep.nn.json");
  await workbench().command("Backprop: Train Network");
  await panel.waitForStatus("Diverged");
  await editor.squiggle("error").first().waitFor();
  await eventually(async () => expect(await panel.summary("Loss")).toContain("Findings: "));

  await panel.chart("Loss").focus();
  await page.keyboard.press("PageUp");
  await eventually(async () => expect(await panel.reading()).toMatch(/loss-\w+: /));
  await workbench().screenshot("loss finding");
  const marked = epochOf(await panel.reading());
  await page.keyboard.press("Enter");
  await page.locator(".monaco-editor.focused").waitFor();
  await eventually(async () =>
    expect(await page.locator('[id="status.editor.selection"]').innerText()).toMatch(/Ln 1[0-9]/),
  );

  // The mark's label, at the right end of the plot, leads there too.
  await editor.select('"units"', { selected: false });
  const { x, y, width } = await middle();
  await page.mouse.click(x + width - 24, y + 15);
  await page.locator(".monaco-editor.focused").waitFor();
  await eventually(async () =>
    expect(await page.locator('[id="status.editor.selection"]').innerText()).toMatch(/Ln 1[0-9]/),
  );

  // Away from the mark, then back to it by the hover's link.
  await panel.chart("Loss").focus();
  await page.keyboard.press("Home");
  await editor.focus();
  const hover = await editor.hover("error");
  await hover
    .getByText(/Show epoch \d+ on the loss curve/)
    .first()
    .click();
  await eventually(async () => expect(epochOf(await panel.reading())).toBe(marked));
  await panel.readout.waitFor();
});
