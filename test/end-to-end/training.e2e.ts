import { expect, test, vi } from "vitest";
import { longRun, manyLayers, shortRun } from "./models.ts";
import { useWorkbench } from "./session.ts";

const workbench = useWorkbench({
  "long.nn.json": longRun(),
  "one.nn.json": longRun("One run"),
  "other.nn.json": longRun("Other run"),
  "short.nn.json": shortRun(),
  "many-layers.nn.json": manyLayers(),
  "notes.json": "{}\n",
});

const eventually = <T>(check: () => Promise<T>, timeout = 30_000) =>
  vi.waitFor(check, { timeout, interval: 100 });

test("the palette offers the commands where they apply, and trains", async () => {
  await workbench().openFile("notes.json");
  expect(await workbench().offers("Backprop: Train Network")).toBe(false);
  await workbench().openFile("long.nn.json");
  await eventually(async () => expect(await workbench().offers("Backprop: Train Network")).toBe(true));
  expect(await workbench().offers("Backprop: Pause")).toBe(false);
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Training");
  expect(await panel.heading.innerText()).toBe("Long run");
  await workbench().page.keyboard.press("Escape");
  await eventually(async () => expect(await workbench().offers("Backprop: Pause")).toBe(true));
});

test("the loss curve grows live", async () => {
  const panel = workbench().panel();
  await eventually(async () => expect(await panel.epoch()).toBeGreaterThan(0));
  const [epoch, picture] = [await panel.epoch(), await panel.picture("Loss")];
  await eventually(async () => expect(await panel.epoch()).toBeGreaterThan(epoch + 1));
  await eventually(async () => expect(picture.equals(await panel.picture("Loss"))).toBe(false));
  await eventually(async () =>
    expect(await panel.summary("Loss")).toMatch(/^Training loss over [\d,\s]+ epochs/),
  );
  expect(await panel.summary("Loss")).toContain("Validation loss");
  expect(await panel.figure("Time left")).toMatch(/\d/);
  expect(await panel.figure("Speed")).toMatch(/\d.*epochs\/s/);
});

test("the prediction is drawn over the data and closes in on it", async () => {
  const panel = workbench().panel();
  await eventually(async () =>
    expect(await panel.summary("Prediction")).toMatch(/^Data points of y and the fitted curve over x/),
  );
  const error = async () =>
    Number(/error of the samples shown is ([\d.e-]+?)\.?$/.exec(await panel.summary("Prediction"))?.[1]);
  const first = await eventually(async () => {
    const value = await error();
    expect(value).toBeGreaterThan(0);
    return value;
  });
  await eventually(async () => expect(await error()).toBeLessThan(first), 60_000);
});

test("pause holds, step trains one epoch, resume goes on, stop ends", async () => {
  const panel = workbench().panel();
  await panel.button("Pause").click();
  await panel.waitForStatus("Paused");
  const paused = await panel.epoch();
  await new Promise((settle) => setTimeout(settle, 700));
  expect(await panel.epoch()).toBe(paused);

  // A run may pause inside an epoch: the first step ends that one, the second trains a whole one.
  await panel.button("Step").click();
  await eventually(async () => expect(await panel.epoch()).toBe(paused + 1));
  await panel.waitForStatus("Paused");
  await panel.button("Step").click();
  await eventually(async () => expect(await panel.epoch()).toBe(paused + 2));
  await panel.waitForStatus("Paused");

  await panel.button("Resume").click();
  await panel.waitForStatus("Training");
  await eventually(async () => expect(await panel.epoch()).toBeGreaterThan(paused + 3));
  await workbench().openFile("long.nn.json");
  await workbench().command("Backprop: Stop");
  await panel.waitForStatus("Stopped");
});

test("a run to its end says so in panel, lens and status bar, and draws the fitted curve", async () => {
  await workbench().closeEditors();
  const editor = await workbench().openFile("short.nn.json");
  await editor.lens("Train Network").click();
  const panel = workbench().panel();
  await panel.waitForStatus("Completed");
  await eventually(async () => expect(await panel.epoch()).toBe(400));
  await eventually(async () =>
    expect(await panel.summary("Prediction")).toMatch(/^Data points of y and the fitted curve over x/),
  );
  await editor.lens("Completed, epoch 400 of 400").waitFor();
  await workbench().page.locator(".statusbar-item").filter({ hasText: "short.nn.json" }).waitFor();
});

test("a hidden panel is whole again when it is shown, and so is one after a reload of the window", async () => {
  await workbench().closeEditors();
  await workbench().openFile("long.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Training");
  await eventually(async () => expect(await panel.epoch()).toBeGreaterThan(3));
  const before = await panel.epoch();

  const group = workbench().page.locator(".editor-group-container").last();
  await group.getByRole("tab", { name: "long.nn.json" }).click();
  await workbench().command("File: New Untitled Text File");
  await workbench().page.locator("iframe.webview:visible").waitFor({ state: "hidden" });
  await group.getByRole("tab", { name: "long.nn.json" }).click();
  await panel.waitForStatus("Training");
  expect(await panel.epoch()).toBeGreaterThan(before);
  expect(await panel.summary("Loss")).toContain("Training loss over");

  // What an extension keeps is written a few seconds later.
  await new Promise((settle) => setTimeout(settle, 7000));
  await workbench().reload();
  await panel.heading.waitFor({ timeout: 60_000 });
  expect(await panel.heading.innerText()).toMatch(/Long run|long\.nn\.json/);
});

test("two files train at once, each in its own panel", async () => {
  await workbench().closeEditors();
  await workbench().openFile("one.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Training");
  await workbench().openFile("other.nn.json");
  await workbench().command("Backprop: Train Network");
  await eventually(async () => expect(await panel.heading.innerText()).toBe("Other run"));
  await panel.waitForStatus("Training");
  await eventually(async () => expect(await panel.epoch()).toBeGreaterThan(1));

  const group = workbench().page.locator(".editor-group-container").last();
  await group.getByRole("tab", { name: "one.nn.json" }).click();
  await eventually(async () => expect(await panel.heading.innerText()).toBe("One run"));
  const epoch = await panel.epoch();
  await eventually(async () => expect(await panel.epoch()).toBeGreaterThan(epoch));
  await workbench().screenshot("two files at once");
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
  await group.getByRole("tab", { name: "other.nn.json" }).click();
  await panel.waitForStatus("Training");
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
});

test("a run that stops early shows its best epoch and the metrics asked for", async () => {
  await workbench().closeEditors();
  await workbench().openFile("many-layers.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Stopped");
  expect(Number(await panel.figure("Best epoch"))).toBeGreaterThan(3);
  expect(await panel.figure("Accuracy")).toMatch(/^(9\d|100)/);
  expect(await panel.figure("AUC")).toMatch(/^(0\.9|1)/);
  expect(await workbench().problemCounts()).toEqual({ errors: 0, warnings: 0 });
  await workbench().screenshot("a run that stopped early");
});
