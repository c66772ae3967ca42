import { describe, expect, test } from "vitest";
import type { ClassTask } from "../../src/protocol/prediction.ts";
import { classColumn, className } from "../../webview/class-names.ts";
import {
  calibration,
  calibrationError,
  classOf,
  confusion,
  roc,
  type Scored,
  scored,
} from "../../webview/classes.ts";
import { baseOf } from "./runs.ts";

const floats = (...values: number[]) => Float64Array.from(values);
const three: ClassTask = {
  target: "kind",
  names: ["a", "b", "c"],
  decision: "largest",
  areProbabilities: true,
};
const two: ClassTask = { target: "y", names: ["0", "1"], decision: 0.5, areProbabilities: true };
const all = () => true;

/** A base whose samples are of these classes, one output a class. */
const oneHot = (classes: readonly number[]) =>
  baseOf({
    classes: three,
    x: floats(...classes.keys()),
    split: Uint8Array.from(classes, (_, index) => Number(index >= 4)),
    outputs: three.names.map((name, index) => ({
      name,
      actual: Float64Array.from(classes, (of) => Number(of === index)),
      column: 0,
      step: 0,
    })),
  });

const saying = (classes: readonly number[]) => ({
  epoch: 1,
  outputs: three.names.map((_, index) => Float64Array.from(classes, (of) => (of === index ? 0.6 : 0.2))),
});

describe("the class of a sample", () => {
  test("is that of the largest output, the first of equals", () => {
    const outputs = [floats(0.5, 0.1, 0.2), floats(0.5, 0.7, Number.NaN), floats(0, 0.2, 0.8)];
    expect([...classOf(three, outputs, 0)]).toEqual([0, 1, -1]);
  });

  test("or of one output alone, from its decision on", () => {
    const outputs = [floats(9, 9, 9), floats(0.49, 0.5, Number.NaN)];
    expect([...classOf(two, outputs, 1)]).toEqual([0, 1, -1]);
  });

  test("has the name of its label, a number with its column", () => {
    const named = (classes: ClassTask, index: number) => className(baseOf({ classes }), 0, index);
    expect(named(three, 1)).toBe("b");
    expect(named(two, 1)).toBe("y = 1");
    expect(named({ ...two, names: ["", "1"] }, 0)).toBe("");
    const { target, ...several } = two;
    expect(named(several, 0)).toBe("y = 0");
    expect(classColumn(baseOf({ classes: { ...several, decision: "largest" } }), 0)).toBe("");
  });
});

describe("a confusion matrix", () => {
  const base = oneHot([0, 0, 1, 2, 0, 1]);
  const predicted = saying([0, 1, 1, 1, 0, 2]);

  test("counts actual down and predicted across, with each class's precision and recall", () => {
    expect(confusion(base, predicted, 0, all)).toEqual({
      counts: [
        [2, 1, 0],
        [0, 1, 1],
        [0, 1, 0],
      ],
      total: 6,
      precision: [1, 1 / 3, 0],
      recall: [2 / 3, 1 / 2, 0],
      accuracy: 0.5,
    });
  });

  test("of one split alone; a class without samples has no share", () => {
    const counted = confusion(base, predicted, 0, (index) => base.split[index] === 1);
    expect(counted).toMatchObject({ total: 2, accuracy: 0.5, recall: [1, 0, Number.NaN] });
  });

  test("leaves out what is not a number, and is none before there are predictions", () => {
    const broken = {
      epoch: 1,
      outputs: predicted.outputs.map((values) => values.slice().fill(Number.NaN, 0, 5)),
    };
    expect(confusion(base, broken, 0, all)?.total).toBe(1);
    expect(confusion(base, undefined, 0, all)).toBeUndefined();
    expect(confusion(baseOf(), predicted, 0, all)).toBeUndefined();
  });
});

describe("of two classes", () => {
  const judged = (pairs: readonly (readonly [score: number, isSecond: number])[]): Scored => ({
    scores: Float64Array.from(pairs, ([score]) => score),
    isSecond: Uint8Array.from(pairs, ([, isSecond]) => isSecond),
  });

  test("the second's output is the score", () => {
    const names = ["n", "y"];
    const outputs = names.map((name, index) => ({
      name,
      actual: index ? floats(0, 1, 1) : floats(1, 0, 0),
      column: 0,
      step: 0,
    }));
    const base = baseOf({ classes: { ...three, names }, outputs });
    const predicted = { epoch: 1, outputs: [floats(0.8, 0.4, 0), floats(0.2, 0.6, Number.NaN)] };
    expect(scored(base, predicted, 0, all)).toEqual(
      judged([
        [0.2, 0],
        [0.6, 1],
      ]),
    );
  });

  test("the area is the share of pairs in the right order, ties half", () => {
    const curve = roc(
      judged([
        [0.9, 1],
        [0.8, 0],
        [0.7, 1],
        [0.7, 0],
        [0.1, 0],
      ]),
    );
    // Pairs won: 3 of the first; of the second 1 and a half.
    expect(curve?.area).toBeCloseTo(4.5 / 6, 12);
    expect(curve?.points).toEqual([
      { x: 0, y: 0, threshold: Number.POSITIVE_INFINITY },
      { x: 0, y: 0.5, threshold: 0.9 },
      { x: 1 / 3, y: 0.5, threshold: 0.8 },
      { x: 2 / 3, y: 1, threshold: 0.7 },
      { x: 1, y: 1, threshold: 0.1 },
    ]);
    expect(roc(judged([[0.3, 1]]))).toBeUndefined();
  });

  test("calibration: what is predicted, and how often it was, by tenths", () => {
    const bins = calibration(
      judged([
        [0.11, 0],
        [0.19, 1],
        [0.95, 1],
        [1, 1],
        [0.999, 0],
      ]),
    );
    expect(bins).toEqual([
      { x: expect.closeTo(0.15, 12), y: 0.5, count: 2 },
      { x: expect.closeTo(2.949 / 3, 12), y: 2 / 3, count: 3 },
    ]);
    expect(calibrationError(bins)).toBeCloseTo((2 * 0.35 + 3 * (2.949 / 3 - 2 / 3)) / 5, 12);
  });
});
