import { describe, expect, test } from "vitest";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { Walk } from "../../src/protocol/walk.ts";
import {
  equationText,
  isWalkable,
  placeOf,
  questionOf,
  signOf,
  stageHelp,
  stageMark,
  stageName,
  stagesOf,
} from "../../webview/walk.ts";
import { runOf } from "./runs.ts";

const layer = (type: string, trained: boolean, activation?: string) => ({
  type,
  trained,
  ...(activation && { activation }),
  inputs: 2,
  units: 3,
  outputs: [],
  errors: [],
});
const layers = [layer("dense", true, "tanh"), layer("dropout", false), layer("dense", true, "identity")];

describe("stations", () => {
  const stages = stagesOf(layers);

  test("go to the loss and back, and update what is trained", () => {
    expect(stages.map(stageMark)).toEqual(["x", "→ 1", "→ 2", "→ 3", "L", "← 3", "← 2", "← 1", "↻ 1", "↻ 3"]);
  });

  test("are about places of the file", () => {
    expect(stages.slice(0, 5).map(placeOf)).toEqual([
      ["data"],
      ["network", "layers", 0],
      ["network", "layers", 1],
      ["network", "layers", 2],
      ["network", "loss"],
    ]);
  });

  test("are named by layer, type and activation", () => {
    const strings = { stageInput: "Input", stageForward: "Forward {0}: {1}", stageUpdate: "Update {0}: {1}" };
    const name = (at: number) => stageName(stages[at] ?? { kind: "input" }, layers, strings as PanelStrings);
    expect([0, 1, 2, 3, 9].map(name)).toEqual([
      "Input",
      "Forward 1: dense, tanh",
      "Forward 2: dropout",
      "Forward 3: dense",
      "Update 3: dense",
    ]);
  });

  test("ask for the layer that they are about, a station past the last one for that", () => {
    const view = { sample: 5, unit: 2, weight: 1 };
    const question = { about: "walk", ...view };
    expect(questionOf({ ...view, stage: 3 }, stages)).toEqual({ ...question, layer: 2 });
    expect(questionOf({ ...view, stage: 8 }, stages)).toEqual({ ...question, layer: 0 });
    expect(questionOf({ ...view, stage: 99 }, stages)).toEqual({ ...question, layer: 2 });
    expect(questionOf({ ...view, stage: 4 }, [])).toEqual({ ...question, layer: 0 });
  });

  test("say the gradient's length where the clip goes by it", () => {
    const strings = { updateHelp: "Moves.", gradientLength: "{0} long." } as PanelStrings;
    const help = (clip?: "norm" | "value") =>
      stageHelp(
        { kind: "update", layer: 0 },
        { gradientNorm: 2.5, clip, layers } as unknown as Walk,
        strings,
      );
    expect([help(), help("value"), help("norm")]).toEqual(["Moves.", "Moves.", "Moves. 2.5 long."]);
  });
});

test("a run is walked only while it is paused", () => {
  const { progress } = runOf();
  expect(isWalkable(undefined)).toBe(false);
  for (const status of ["starting", "training", "paused", "completed", "failed"] as const)
    expect(isWalkable(runOf({ progress: { ...progress, status } }))).toBe(status === "paused");
});

test("a letter that gets a new value from its old one is assigned", () => {
  expect(signOf({ left: "g", formula: "g + λ·w" })).toBe("←");
  expect(signOf({ left: "g", formula: "max(min(g, c), −c)" })).toBe("←");
  expect(signOf({ left: "m′", formula: "β₁·m + (1 − β₁)·g" })).toBe("=");
  expect(signOf({ left: "v̂", formula: "v′ / (1 − β₂^t)" })).toBe("=");
});

test("formulas with numbers read as a textbook writes them", () => {
  expect(equationText([0.5, "·", -1.2, " + ", 3])).toBe("0.5·(−1.2) + 3");
  expect(equationText([-0.5, "·", 2])).toBe("−0.5·2");
  expect(equationText(["max(", -1.5, ", 0)"])).toBe("max(−1.5, 0)");
  expect(equationText(["(", -1, " − ", -2, ")²"])).toBe("(−1 − (−2))²");
  expect(equationText([-3, "²"])).toBe("(−3)²");
  expect(equationText([-1, " > 0 ? ", -1, " : ", 0.01, "·", -1])).toBe("−1 > 0 ? −1 : 0.01·(−1)");
  expect(equationText(["1 / (1 + e^(−", -2, "))"])).toBe("1 / (1 + e^(−(−2)))");
  expect(equationText(["e^", -2])).toBe("e^(−2)");
  expect(equationText(["e^", 1.5e-7])).toBe("e^(1.5e−7)");
  expect(equationText([1 / 3])).toBe("0.33333");
  expect(equationText([Number.NaN, "·", Number.NEGATIVE_INFINITY])).toBe("NaN·(−∞)");
});
