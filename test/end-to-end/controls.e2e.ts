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
  await panel.button("Restart").click();
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
