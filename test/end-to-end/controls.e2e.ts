import { expect, test, vi } from "vitest";
import { longRun } from "./models.ts";
import { useWorkbench } from "./session.ts";

const workbench = useWorkbench({ "live.nn.json": longRun("Live") });

const eventually = <T>(check: () => Promise<T>, timeout = 30_000) =>
  vi.waitFor(check, { timeout, interval: 100 });

test("a batch is stepped, and the place in the epoch is told", async () => {
  await workbench().openFile("live.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Training");
  await eventually(async () => expect(await panel.epoch()).toBeGreaterThan(1));
  await panel.button("Pause").click();
  await panel.waitForStatus("Paused");
  const place = async () => {
    // 800 training rows in batches of 16.
    const [, batch] = /batch (\d+) of 50/.exec(await panel.detail("Epoch")) ?? [];
    return 50 * (await panel.epoch()) + Number(batch);
  };
  const before = await place();
  await panel.button("Step Batch").click();
  await eventually(async () => expect(await place()).toBe(before + 1));
  await workbench().command("Backprop: Step One Batch");
  await eventually(async () => expect(await place()).toBe(before + 2));
});

test("a slider changes the rate of the run that goes on, by keyboard too", async () => {
  const panel = workbench().panel();
  await panel.button("Resume").click();
  await panel.waitForStatus("Training");
  const rate = panel.slider("Learning rate");
  expect(await rate.getAttribute("aria-valuetext")).toBe("0.001");
  await rate.focus();
  await workbench().page.keyboard.press("ArrowRight");
  await eventually(async () => expect(await rate.getAttribute("aria-valuetext")).toBe("0.0012"));
  await eventually(async () => expect(await panel.figure("Learning rate")).toBe("0.0012"));
  await panel.settings.getByText("Not in the file: Learning rate 0.0012 (file: 0.001)").waitFor();
});

test("a batch size waits for the next epoch, and a clip is chosen", async () => {
  const panel = workbench().panel();
  const batch = panel.slider("Batch size");
  await batch.focus();
  await workbench().page.keyboard.press("ArrowRight");
  await panel.settings.getByText("Batch size 32 (file: 16)").waitFor();
  await panel.settings.locator("vscode-dropdown").click();
  await panel.settings.locator("vscode-option").filter({ hasText: "norm" }).click();
  await panel.settings.getByText("Clip norm 1 (file: none)").waitFor();
  await workbench().screenshot("settings of a run");
});

test("what is set goes into the file with one click, and the run is still that of the file", async () => {
  const panel = workbench().panel();
  await panel.settings.getByRole("button", { name: "Write to File" }).click();
  await panel.settings.getByText("Not in the file").waitFor({ state: "hidden" });
  const editor = await workbench().openFile("live.nn.json");
  // The editor saves by itself after a moment.
  await eventually(async () => expect(editor.saved()).toContain('"learningRate": 0.0012'));
  expect(editor.saved()).toContain('"batchSize": 32');
  expect(editor.saved()).toMatch(/"clip": \{ "norm": 1 \}/);
  expect(await panel.frame.getByText("The file has changed since this run began.").isVisible()).toBe(false);
});

test("a run is restarted from the same weights, and with a new seed", async () => {
  const panel = workbench().panel();
  const before = await panel.epoch();
  await panel.button("Restart").click();
  // From its first epoch again.
  await eventually(async () => expect(await panel.epoch()).toBeLessThan(before));
  await panel.waitForStatus("Training");
  expect(await panel.settings.getByText("Not in the file").isVisible()).toBe(false);
  await panel.button("New Seed").click();
  await panel.settings.getByText(/Not in the file: Seed \d+ \(file: 3\)/).waitFor();
  await panel.waitForStatus("Training");
  const seed = /Seed \d+/.exec(await panel.settings.innerText())?.[0];
  await panel.button("Restart").click();
  await panel.settings.getByText(`${seed} (file: 3)`).waitFor();
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
  await panel.button("Train Again").click();
  await panel.waitForStatus("Training");
  expect(await panel.settings.getByText("Not in the file").isVisible()).toBe(false);
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
});

test("a learning rate is found, shown with its reason, and written with one click", async () => {
  const editor = await workbench().openFile("sine.nn.json");
  await workbench().command("Backprop: Find Learning Rate");
  const panel = workbench().panel();
  const search = panel.frame.getByRole("region", { name: "Learning rate search", exact: true }).first();
  await search.getByText(/^Suggested: /).waitFor();
  await search
    .getByText(/In trials of [\d,]+ updates from the same first weights/)
    .first()
    .waitFor();
  expect(await search.locator("canvas").getAttribute("aria-label")).toMatch(
    /^Loss over learning rates from 0\.000001 to/,
  );
  await workbench().screenshot("a search for a learning rate");
  const suggested = /Suggested: ([\d.e-]+)/.exec(await search.innerText())?.[1] ?? "";
  expect(Number(suggested)).toBeGreaterThan(0.0005);
  await search.getByRole("button", { name: "Write to File" }).click();
  await eventually(async () => expect(editor.saved()).toContain(`"learningRate": ${suggested}`));
  await search.getByRole("button", { name: "Close" }).click();
  await search.waitFor({ state: "hidden" });
  await workbench().closeEditors();
});

test.each([
  ["dark", "Default Dark Modern", "vs-dark"],
  ["high contrast", "Default High Contrast", "hc-black"],
] as const)("the controls in %s", async (name, theme, look) => {
  await workbench().theme(theme, look);
  await workbench()
    .page.getByRole("treeitem", { name: /^live\.nn\.json/ })
    .click();
  await workbench().tab("live.nn.json").first().waitFor();
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Training");
  await panel.slider("Learning rate").press("ArrowLeft");
  await panel.settings.getByText("Not in the file").waitFor();
  await workbench().command("Backprop: Find Learning Rate");
  await panel.frame.getByText(/^Suggested: /).waitFor();
  await workbench().screenshot(`controls in ${name}`);
  await panel.frame.getByRole("button", { name: "Use in This Run" }).click();
  const suggested = (await panel.frame.getByText(/^Suggested: /).innerText()).replace("Suggested: ", "");
  await eventually(async () =>
    expect(Number(await panel.figure("Learning rate"))).toBeCloseTo(Number(suggested), 8),
  );
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
});
