import { symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { useWorkbench } from "./session.ts";

const model = `{
  "data": { "file": "big*.jsonl", "inputs": ["x"], "targets": ["y"] },
  "network": { "layers": [{ "units": 1 }], "loss": "mse" },
  "training": { "epochs": 5 }
}
`;

/** Takes about a second to read. */
const big = (): string =>
  Array.from({ length: 100 }, (_, row) => `{"x":${row},"note":"${"a".repeat(40)}","y":${row % 7}}\n`)
    .join("")
    .repeat(4000);

const workbench = useWorkbench({ "big.nn.json": model, "big.jsonl": big() });

test("a run tells how much of its data is read, and stops while it reads", async () => {
  // Half a minute's reading, in one file on the disk.
  for (let link = 0; link < 30; link++)
    symlinkSync("big.jsonl", path.join(workbench().folder, `big-${link}.jsonl`));
  await workbench().openFile("big.nn.json");
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus("Reading the data, [1-9]\\d? %");
  expect(await workbench().page.locator(".statusbar").innerText()).toMatch(/big\.nn\.json \d+ %/);
  await workbench().screenshot("reading the data");
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
  await workbench().screenshot("stopped while reading");
  expect(await panel.epoch()).toBe(0);
});
