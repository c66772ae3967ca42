import { expect, test, vi } from "vitest";
import { manyLayers, shortRun } from "./models.ts";
import { useWorkbench } from "./session.ts";

const layers = '{ "units": 3, "activation": "tanh" },\n      { "units": 1 }';

const workbench = useWorkbench({
  "short.nn.json": shortRun({ layers }),
  "many-layers.nn.json": manyLayers(),
});

const eventually = <T>(check: () => Promise<T>, timeout = 30_000) =>
  vi.waitFor(check, { timeout, interval: 100 });

/** What the station at hand says, and where it is. */
const heading = async () => workbench().panel().frame.locator(".stage h2").innerText();
const equations = async () =>
  (await workbench().panel().frame.locator(".equations").innerText()).replace(/\s+/g, " ");
/** The tops of what is marked in the file. */
const marked = async () => {
  const marks = await workbench()
    .page.locator('.view-overlays .cdr[class*="TextEditorDecorationType"]')
    .all();
  return Promise.all(marks.map(async (mark) => (await mark.boundingBox())?.y ?? 0));
};

test("a sample is walked through a new run, station by station, and the file's line is marked", async () => {
  await workbench().openFile("short.nn.json");
  await workbench().command("Backprop: Step Through One Sample");
  const panel = workbench().panel();
  await panel.waitForStatus("Paused");
  await eventually(async () => expect(await heading()).toBe("Input"));
  const { frame } = panel;

  await panel.button("Next").click();
  await eventually(async () => expect(await heading()).toBe("Forward through layer 1: dense, tanh"));
  expect(await equations()).toMatch(/^z = Σ w·x \+ b = .*·.* \+ 0 = .* a = tanh\(z\) = tanh\(.*\) = /);
  const line = (text: string) => workbench().page.locator(".view-line").filter({ hasText: text }).first();
  const box = async (text: string) => (await line(text).boundingBox())?.y ?? -1;
  // The mark lies on the layer's line.
  await eventually(async () => {
    const tops = await marked();
    const top = await box("tanh");
    expect(tops.some((each) => Math.abs(each - top) < 3)).toBe(true);
  });
  await workbench().screenshot("step by step forward light");

  // Another unit, by its button; then on to the loss by the keyboard.
  await frame.getByRole("button", { name: "3", exact: true }).click();
  await eventually(async () => expect(await frame.locator(".stage h3").innerText()).toBe("Unit 3 of 3"));
  await panel.button("Next").focus();
  await workbench().page.keyboard.press("ArrowRight");
  await workbench().page.keyboard.press("ArrowRight");
  await eventually(async () => expect(await heading()).toBe("Loss"));
  expect(await equations()).toMatch(/^ℓ = \(ŷ − y\)² = \(.* − .*\)² = .* L = ℓ = /);
  await frame.getByRole("button", { name: "Update of layer 1: dense, tanh" }).click();
  await eventually(async () => expect(await heading()).toBe("Update of layer 1: dense, tanh"));
  expect(await equations()).toMatch(/^g = ∂L\/∂w = δ·x = .* w′ = w − η·g = .* − 0\.01·/);
});

test("a step of one batch is shown at once", async () => {
  const panel = workbench().panel();
  const facts = () => panel.frame.locator(".walk-facts").innerText();
  expect(await facts()).toMatch(/^After 0 updates/);
  const before = await equations();
  await panel.button("Step Batch").click();
  await eventually(async () => expect(await facts()).toMatch(/^After 1 updates/));
  expect(await equations()).not.toBe(before);
  await panel.button("Resume").click();
  await eventually(async () =>
    expect(await panel.frame.locator(".step-page .empty").innerText()).toContain("A run begins that waits"),
  );
});

const looks = [
  ["light", "Default Light Modern", "vs"],
  ["dark", "Default Dark Modern", "vs-dark"],
  ["high contrast", "Default High Contrast", "hc-black"],
] as const;

test.each(looks)("every type of layer is walked in %s", async (name, theme, look) => {
  await workbench().theme(theme, look);
  await workbench().closeEditors();
  await workbench().openFile("many-layers.nn.json");
  await workbench().command("Backprop: Step Through One Sample");
  const panel = workbench().panel();
  await panel.waitForStatus("Paused");
  const marks = panel.frame.locator(".stages button");
  await eventually(async () => expect(await marks.count()).toBe(21));
  for (const [mark, title] of [
    ["→ 1", "Forward through layer 1: dense"],
    ["→ 4", "Forward through layer 4: dropout"],
    ["← 2", "Backward through layer 2: batchNorm"],
    ["↻ 1", "Update of layer 1: dense"],
  ] as const) {
    await marks.getByText(mark, { exact: true }).click();
    await eventually(async () => expect(await heading()).toBe(title));
    expect(await equations()).toMatch(/ = /);
    await workbench().screenshot(
      `step by step ${mark.replace("→", "forward").replace("←", "back").replace("↻", "update")} ${name}`,
    );
  }
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
});
