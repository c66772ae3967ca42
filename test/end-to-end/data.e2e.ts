import { expect, test } from "vitest";
import { useWorkbench } from "./session.ts";

const cities = ["Oslo", "Rome", "Oslo", "Bern", "Oslo", "Rome"];
const rows = Array.from({ length: 240 }, (_, row) => {
  const city = cities[row % cities.length] ?? "";
  const heat = row % 40 === 7 ? "" : (12 + 9 * Math.sin(row / 9) + (row % 5)).toFixed(1);
  const date = new Date(Date.UTC(2021, 0, 1 + row)).toISOString().slice(0, 10);
  return `${date},${city},${heat},${(40 + 3 * Math.cos(row / 9) + (row % 7) / 2).toFixed(2)}`;
});

const weather = `{
  "data": {
    "file": "weather/days.csv",
    "inputs": ["city", "heat"],
    "targets": ["ice"],
    "missing": "drop",
    "normalize": "standard",
    "split": { "validation": 0.25, "test": 0.1 }
  },
  "network": {
    "layers": [{ "units": 8, "activation": "tanh" }, { "units": 1 }],
    "loss": "mse"
  },
  "training": { "epochs": 50 }
}
`;

const workbench = useWorkbench({
  "weather/days.csv": `date,city,heat,ice\n${rows.join("\n")}\n`,
  "weather.nn.json": weather,
  "typed.nn.json": weather.replace('"weather/days.csv"', '""').replace('["city", "heat"]', '["city", ""]'),
});

/** A picture once what is seen no longer fades in. */
const shot = async (name: string) => {
  await workbench().page.waitForTimeout(500);
  await workbench().screenshot(name);
};

const looks = [
  ["light", "Default Light Modern", "vs"],
  ["dark", "Default Dark Modern", "vs-dark"],
] as const;

test.each(looks)("a hover shows a column and the data in %s", async (name, theme, look) => {
  const { page } = workbench();
  await workbench().theme(theme, look);
  await workbench().closeEditors();
  const editor = await workbench().openFile("weather.nn.json");

  await editor.select("heat", { selected: false });
  const column = await editor.hoverAtCursor();
  await column.locator('img[src^="data:image/svg+xml"]').waitFor();
  expect(await column.innerText()).toMatch(/number[\s\S]*240[\s\S]*6 \(2\.5 %\)/);
  await shot(`hover on a column ${name}`);
  await page.keyboard.press("Escape");

  await editor.select("city", { selected: false });
  const labels = await editor.hoverAtCursor();
  await labels.locator('img[src^="data:image/svg+xml"]').waitFor();
  await shot(`hover on a text column ${name}`);
  await page.keyboard.press("Escape");

  await editor.select("data", { selected: false });
  const data = await editor.hoverAtCursor();
  await data.getByText("240 rows, 4 columns").waitFor();
  await shot(`hover on the data ${name}`);
  await page.keyboard.press("Escape");
});

test("the file is completed from the folder, and the columns from the file", async () => {
  const { page } = workbench();
  const suggestions = page.locator(".suggest-widget:visible");
  const editor = await workbench().openFile("typed.nn.json");
  await editor.select('""', { selected: false });
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+Space");
  await suggestions.getByText("weather/days.csv").first().waitFor();
  await workbench().screenshot("completion of a file");
  await page.keyboard.type("days");
  await suggestions.getByText("weather/days.csv").first().waitFor();
  await page.keyboard.press("Enter");
  await editor.save();
  expect(editor.saved()).toContain('"file": "weather/days.csv",');

  await editor.select('""', { selected: false });
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+Space");
  await suggestions.getByText("heat").first().waitFor();
  expect(await suggestions.getByText("city").count()).toBe(0);
  await workbench().screenshot("completion of a column");
  await page.keyboard.type("hea");
  await suggestions.getByText("heat").first().waitFor();
  await page.keyboard.press("Enter");
  await editor.save();
  expect(editor.saved()).toContain('"inputs": ["city", "heat"],');
});

test("the file's name leads to the file", async () => {
  const editor = await workbench().openFile("weather.nn.json");
  await editor.select("weather/days.csv", { selected: false });
  await workbench().page.keyboard.press("F12");
  await workbench().tab("days.csv").waitFor();
});

test.each([...looks, ["high contrast", "Default High Contrast", "hc-black"] as const])(
  "the panel shows the data as the network sees it in %s",
  async (name, theme, look) => {
    await workbench().theme(theme, look);
    await workbench().closeEditors();
    const editor = await workbench().openFile("weather.nn.json");
    await editor.focus();
    await workbench().command("Backprop: Preview Data");
    const { frame } = workbench().panel();
    await frame.getByRole("tab", { name: "Data", selected: true }).waitFor();
    await frame.locator(".data-facts", { hasText: "6 rows left out for a missing value" }).waitFor();
    const samples = frame.getByRole("table", { name: "First samples" });
    expect(await samples.getByRole("columnheader").allInnerTexts()).toEqual([
      "date",
      "Split",
      "city=Bern",
      "city=Oslo",
      "city=Rome",
      "heat",
      "ice",
    ]);
    expect(await samples.getByRole("row").count()).toBe(21);
    expect(await samples.getByText("Validation").count()).toBeGreaterThan(0);
    await frame.getByRole("img", { name: /^Histogram of heat: 234 values from 3 to 25/ }).waitFor();
    await frame
      .getByRole("img", { name: "city has 3 different labels. Most rows, 120, have Oslo." })
      .waitFor();
    const correlation = frame.getByRole("table", { name: "Correlation of inputs with targets" });
    expect(await correlation.getByRole("row").count()).toBe(5);
    await shot(`data preview ${name}`);
    await correlation.scrollIntoViewIfNeeded();
    await shot(`data preview, correlation ${name}`);
  },
);

test("the preview follows the file, and a run that begins is shown", async () => {
  const panel = workbench().panel();
  const editor = await workbench().openFile("weather.nn.json");
  await editor.replace("0.1 }", "0.5 }");
  await panel.frame.locator(".data-facts", { hasText: "117 test samples" }).waitFor();
  await editor.replace("drop", "error");
  await panel.frame.getByRole("alert").getByText("weather/days.csv, line 9").waitFor();
  await editor.replace("error", "drop");
  await panel.frame.locator(".data-facts", { hasText: "117 test samples" }).waitFor();
  await workbench().command("Backprop: Train Network");
  await panel.waitForStatus("Completed");
  await panel.frame.getByRole("tab", { name: "Training", selected: true }).waitFor();
  expect(await panel.summary("Loss")).toMatch(/^Training loss over/);

  await panel.frame.getByRole("tab", { name: "Training" }).focus();
  await workbench().page.keyboard.press("ArrowLeft");
  await panel.frame.locator(".data-facts", { hasText: "117 test samples" }).waitFor();
});
