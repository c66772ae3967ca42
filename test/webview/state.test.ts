import { describe, expect, test } from "vitest";
import { availableCommands, initialView, receive, tabAfter, viewOfState } from "../../webview/state.ts";
import { historyOf, runOf } from "./runs.ts";

const snapshot = (run = runOf()) =>
  ({ type: "snapshot", uri: run.uri, fileName: run.fileName, run }) as const;

describe("messages", () => {
  test("a snapshot without a run is a file that has not been trained", () => {
    const state = receive(undefined, { type: "snapshot", uri: "u", fileName: "f" });
    expect(state).toEqual({ uri: "u", fileName: "f" });
  });

  test("an update changes its parts alone, and the history by its delta", () => {
    const before = receive(undefined, snapshot());
    const delta = { from: 1, history: { ...historyOf([1.5, 1]), epochs: Float64Array.from([2, 3]) } };
    const after = receive(before, { type: "update", update: { id: "a", history: delta, changed: true } });
    expect([...(after?.run?.history.epochs ?? [])]).toEqual([1, 2, 3]);
    expect([...(after?.run?.history.curves["loss"]?.last ?? [])]).toEqual([3, 1.5, 1]);
    expect(after?.run?.changed).toBe(true);
    expect(after?.run?.progress).toBe(before?.run?.progress);
  });

  test("a preview changes nothing else, and comes again with a snapshot", () => {
    const preview = { status: "failed", message: "no" } as const;
    const before = receive(undefined, snapshot());
    const after = receive(before, { type: "preview", preview });
    expect(after).toEqual({ ...before, preview });
    expect(receive(undefined, { ...snapshot(), preview })).toEqual(after);
    expect(receive(undefined, { type: "preview", preview })).toBeUndefined();
  });

  test("of what goes on in the layers only the new columns come", () => {
    const inside = (...epochs: number[]) => ({
      layerCount: 0,
      epochs: Float64Array.from(epochs),
      layers: [],
    });
    const before = receive(undefined, snapshot(runOf({ inside: inside(1, 2) })));
    const update = { id: "a", inside: { from: 1, inside: inside(3, 4) } };
    expect(receive(before, { type: "update", update })?.run?.inside).toEqual(inside(1, 3, 4));
  });

  test("a run that begins is shown, and what a person asked for before all", () => {
    const known = receive(undefined, snapshot());
    expect(tabAfter("data", known, snapshot())).toBe("data");
    expect(tabAfter("data", known, snapshot(runOf({ id: "b" })))).toBe("training");
    expect(tabAfter("inside", known, snapshot(runOf({ id: "b" })))).toBe("inside");
    expect(tabAfter("training", known, { ...snapshot(runOf({ id: "b" })), tab: "data" })).toBe("data");
    expect(tabAfter("data", undefined, snapshot())).toBe("data");
    expect(tabAfter("data", known, { type: "update", update: { id: "b" } })).toBe("data");
  });

  test("an update of another run changes nothing", () => {
    const before = receive(undefined, snapshot());
    expect(receive(before, { type: "update", update: { id: "b", changed: true } })).toBe(before);
    expect(receive(undefined, { type: "update", update: { id: "b" } })).toBeUndefined();
  });
});

test("buttons apply where they do something", () => {
  const named = (status?: Parameters<typeof availableCommands>[0]) =>
    Object.entries(availableCommands(status))
      .filter(([, available]) => available)
      .map(([name]) => name);
  expect(named(undefined)).toEqual(["train"]);
  expect(named("starting")).toEqual(["stop"]);
  const again = ["restart", "restartWithNewSeed"];
  expect(named("training")).toEqual(["pause", "step", "stepBatch", "stop", ...again]);
  expect(named("paused")).toEqual(["resume", "step", "stepBatch", "stop", ...again]);
  for (const status of ["completed", "stopped", "diverged", "failed"] as const)
    expect(named(status)).toEqual(["train", ...again]);
});

test("a kept view comes back, and nonsense in it does not", () => {
  const view = {
    tab: "data",
    logarithmic: true,
    smoothing: 0.5,
    output: 1,
    curves: { loss: false },
    zoom: { from: 3 },
    walk: { sample: 4, stage: 2, unit: 1, weight: 3 },
    picture: "map",
    part: 2,
  } as const;
  expect(viewOfState({ uri: "u", view })).toEqual(view);
  for (const nonsense of [
    undefined,
    null,
    3,
    {},
    { view: null },
    { view: { tab: "x", smoothing: 2, output: -1, curves: { loss: 1 }, zoom: { from: 3, to: 2 } } },
    { view: { curves: null, zoom: { from: "1", to: null } } },
    { view: { picture: "pie", part: 3 } },
    { view: { tab: "x", smoothing: 2, output: -1, walk: { sample: -1, stage: 0.5, unit: "1" } } },
  ])
    expect(viewOfState(nonsense)).toEqual(initialView);
});
