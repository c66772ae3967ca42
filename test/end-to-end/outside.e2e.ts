import { expect, test, vi } from "vitest";
import { useWorkbench } from "./session.ts";

const model = (file: string) => `{
  "data": { "file": "${file}", "targets": ["y"] },
  "network": { "layers": [{ "units": 1 }], "loss": "mse" },
  "training": { "epochs": 5 }
}
`;

const workbench = useWorkbench({
  "outside.nn.json": model("../outside/*.csv"),
  "../outside/1.csv": "x,y\n1,2\n2,4\n",
  "../outside/2.csv": "x,y\n3,6\n4,8\n",
});

test("data outside the workspace folder is read only once it is allowed", async () => {
  const editor = await workbench().openFile("outside.nn.json");
  const dialog = workbench().page.getByRole("dialog");
  await editor.lens("Train Network").click();
  await dialog.waitFor();
  expect(await dialog.innerText()).toMatch(/outside\.nn\.json[\s\S]*\/outside\n/);
  await workbench().screenshot("outside asks");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await workbench().panel().heading.isVisible()).toBe(false);

  // The answer takes a moment to arrive, and until then the file is still about to be trained.
  await vi.waitFor(
    async () => {
      await editor.lens("Train Network").click({ timeout: 5000 });
      await dialog.waitFor({ timeout: 5000 });
    },
    { timeout: 30_000, interval: 500 },
  );
  await dialog.getByRole("button", { name: "Always Allow in This Workspace" }).click();
  await workbench().panel().waitForStatus("Completed");
});

test("what is always allowed is read at once in a new window", async () => {
  await workbench().reload();
  await workbench().openFile("outside.nn.json");
  // The check reads the data, and has only a hint about it.
  await workbench().page.locator(".squiggly-info").first().waitFor({ timeout: 60_000 });
  expect((await workbench().problemCounts()).errors).toBe(0);
});
