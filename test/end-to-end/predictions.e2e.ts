import { expect, test, vi } from "vitest";
import { useWorkbench } from "./session.ts";

/** Two moons for minutes, so that a test can watch the map while it learns. */
const longMoons = `{
  "title": "Long moons",
  "data": {
    "generate": {
      "angle": { "uniform": [0, 3.141592653589793], "count": 500 },
      "moon": "i % 2",
      "x": "(moon == 0 ? cos(angle) : 1 - cos(angle)) + 0.1 * normal()",
      "y": "(moon == 0 ? sin(angle) : 0.5 - sin(angle)) + 0.1 * normal()"
    },
    "inputs": ["x", "y"],
    "targets": ["moon"],
    "split": { "validation": 0.2 }
  },
  "network": {
    "layers": [{ "units": 16, "activation": "tanh" }, { "units": 1, "activation": "sigmoid" }],
    "loss": "binaryCrossEntropy"
  },
  "training": { "optimizer": { "type": "sgd", "learningRate": 0.01 }, "epochs": 1000000, "seed": 7 }
}
`;

/** Three inputs, a value: scattered, in units of its own. */
const manyInputs = `{
  "title": "Rent",
  "data": {
    "generate": {
      "area": { "uniform": [20, 120], "count": 400 },
      "floor": { "uniform": [0, 5], "count": 400 },
      "age": { "uniform": [0, 100], "count": 400 },
      "rent": "8 * area + 20 * floor - age + 30 * normal()"
    },
    "targets": ["rent"],
    "normalize": "standard",
    "split": { "validation": 0.25 }
  },
  "network": { "layers": [{ "units": 8, "activation": "relu" }, { "units": 1 }], "loss": "mse" },
  "training": { "optimizer": { "type": "adam", "learningRate": 0.01 }, "epochs": 100, "seed": 1 }
}
`;

const workbench = useWorkbench({ "long-moons.nn.json": longMoons, "rent.nn.json": manyInputs });

const eventually = <T>(check: () => Promise<T>, timeout = 30_000) =>
  vi.waitFor(check, { timeout, interval: 100 });

const train = async (name: string, status = "Completed") => {
  await workbench().closeEditors();
  await workbench().openFile(name);
  await workbench().command("Backprop: Train Network");
  const panel = workbench().panel();
  await panel.waitForStatus(status);
  return panel;
};

/** Chooses a picture, and waits until its text alternative is there. */
const show = async (picture: string, summary: RegExp) => {
  const panel = workbench().panel();
  await panel.choice("Picture", picture).click();
  await eventually(async () => {
    expect(await panel.choice("Picture", picture).getAttribute("aria-pressed")).toBe("true");
    expect(await panel.summary("Prediction")).toMatch(summary);
  });
  await workbench().page.waitForTimeout(300);
};

const shot = (name: string) => workbench().screenshot(`predictions ${name}`);

test("two inputs and two classes: a map that changes while the network learns", async () => {
  const panel = await train("long-moons.nn.json", "Training");
  await eventually(async () =>
    expect(await panel.summary("Prediction")).toMatch(
      /^What the network says over x and y, with 500 samples/,
    ),
  );
  const picture = await panel.picture("Prediction");
  await eventually(async () => expect(picture.equals(await panel.picture("Prediction"))).toBe(false));
  await panel.button("Stop").click();
  await panel.waitForStatus("Stopped");
});

test("two classes: map, confusion matrix, ROC and calibration, each with its words and table", async () => {
  const panel = await train("moons.nn.json");
  await eventually(async () => expect(await panel.summary("Prediction")).toMatch(/Accuracy (9\d|100)/));
  await shot("map");
  await show(
    "Confusion matrix",
    /^Confusion matrix of 2 classes\. Validation: 100 samples, accuracy (9\d|100)/,
  );
  const [head, ...rows] = await panel.table("Prediction");
  expect(head).toEqual(["Actual \\ Predicted", "0", "1", "Recall"]);
  const counts = rows.slice(0, 2).flatMap((row) => row.slice(1, 3).map(Number));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
  await panel.choice("Split", "Training").click();
  await eventually(async () => expect(await panel.summary("Prediction")).toMatch(/Training: 400 samples/));
  await shot("confusion matrix");
  await show(
    "ROC",
    /^Receiver operating characteristic of moon = 1, area under the curve: Training (1|0\.9)/,
  );
  await shot("roc");
  await show("Calibration", /^Calibration of the predicted probability of moon = 1/);
  await shot("calibration");
});

test("the picture chosen is kept for the next run, and chosen by keyboard", async () => {
  const panel = workbench().panel();
  await panel.button("Train Again").click();
  await panel.waitForStatus("Completed");
  await eventually(async () =>
    expect(await panel.summary("Prediction")).toMatch(/^Calibration of the predicted probability/),
  );
  await panel.choice("Picture", "Map").focus();
  await workbench().page.keyboard.press("Enter");
  await eventually(async () => expect(await panel.summary("Prediction")).toMatch(/^What the network says/));
});

test("images: which digits are taken for which, and the most wrong of them", async () => {
  const panel = await train("digits.nn.json");
  await eventually(async () =>
    expect(await panel.summary("Prediction")).toMatch(
      /^Confusion matrix of 10 classes\. Validation: 359 samples, accuracy 9\d/,
    ),
  );
  await shot("digits");
  await show(
    "Most wrong",
    /^The 24 images that the network is most wrong about, actual and predicted: \d → \d/,
  );
  const [first = ""] = /\d → \d/.exec(await panel.summary("Prediction")) ?? [];
  const [actual, predicted] = first.split(" → ");
  // The network gets some of the validation split wrong, and those come first.
  expect(actual).not.toBe(predicted);
  await shot("most wrong");
  await panel.choice("Split", "Training").click();
  await eventually(async () => expect(await panel.table("Prediction")).toHaveLength(25));
});

test("a window with a horizon: the series, its residual, and the forecast after its end", async () => {
  const panel = await train("mackey-glass.nn.json");
  await eventually(async () =>
    expect(await panel.summary("Prediction")).toMatch(/^Actual and predicted x\[\+0\] over t, from/),
  );
  await shot("series");
  await show("Forecast", /^Forecast of x after \d+, 6 steps ahead: [\d.]+ at \d+/);
  const [head, ...steps] = await panel.table("Prediction");
  expect(head).toEqual(["t", "Forecast", "Half of the errors", "Nine tenths of the errors"]);
  expect(steps).toHaveLength(6);
  await shot("forecast");
});

test("many inputs: predicted against actual", async () => {
  const panel = await train("rent.nn.json");
  await eventually(async () =>
    expect(await panel.summary("Prediction")).toMatch(
      /^Predicted rent against actual, 400 samples, actual values/,
    ),
  );
  const legend = panel.frame.getByRole("region", { name: "Prediction", exact: true }).locator(".legend");
  await eventually(async () => expect(await legend.innerText()).toMatch(/Validation, R² 0\.9/));
  await shot("scatter");
});

const looks = [
  ["light", "Default Light Modern", "vs"],
  ["dark", "Default Dark Modern", "vs-dark"],
  ["high contrast", "Default High Contrast", "hc-black"],
] as const;

test.each([
  ["spirals", ["Map", "Confusion matrix"]],
  ["moons", ["ROC", "Calibration"]],
  ["co2", ["Series", "Forecast", "Scatter"]],
  ["digits", ["Confusion matrix", "Most wrong"]],
] as const)("the pictures of %s in light, dark and high contrast", async (name, pictures) => {
  const panel = await train(`${name}.nn.json`);
  const { page } = workbench();
  for (const [look, theme, kind] of looks) {
    await workbench().theme(theme, kind);
    for (const picture of pictures) {
      await show(picture, /\w/);
      // The chart below its tools, and not what the mouse would show on it.
      await panel.choice("Picture", picture).hover();
      await page.mouse.wheel(0, 2000);
      await page.waitForTimeout(300);
      await shot(`${name} ${picture} ${look}`);
    }
  }
});
