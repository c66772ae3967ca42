import { expect, test } from "vitest";
import { stream } from "../../src/data/random.ts";
import { median } from "./measure.ts";
import { cutTo, floatingPointOperations, shareOf, whole } from "./workload.ts";
import { workloads } from "./workloads.ts";

const named = (name: string) => {
  const found = workloads.find((workload) => workload.name === name);
  if (!found) throw new Error(`No workload ${name}.`);
  return found;
};

test("a cut has whole epochs, or whole batches of one", () => {
  const wide = named("W5");
  expect(cutTo(wide, 3)).toEqual({ epochs: 2, rows: 5000 });
  expect(cutTo(wide, 0.9)).toEqual({ epochs: 1, rows: 5000 });
  expect(cutTo(wide, 0.1)).toEqual({ epochs: 1, rows: 7 * 128 });
  expect(cutTo(wide, 0)).toEqual({ epochs: 1, rows: 128 });
  expect(shareOf(wide, whole(wide))).toBe(1);
  expect(shareOf(wide, cutTo(wide, 0.9))).toBe(0.5);
});

test("no gradient is counted for the data", () => {
  const neuron = named("W1");
  // Forward, and the kernel's gradient: five multiply-adds each.
  expect(floatingPointOperations(neuron, { epochs: 1, rows: 1 })).toBe(20);
});

test("every workload's data has its size, and classes where the loss wants them", () => {
  for (const { name, make, widths, rows, loss, activations } of workloads) {
    if (name === "W4" || name === "W5") continue;
    const { inputs, targets } = make(stream(7, "data"));
    expect(inputs.length, name).toBe(rows * (widths[0] ?? 0));
    expect(targets.length, name).toBe(rows);
    expect(activations.length, name).toBe(widths.length - 1);
    expect(loss, name).toBe("mse");
    expect(inputs.every(Number.isFinite) && targets.every(Number.isFinite), name).toBe(true);
  }
});

test("the median of an even number is between the middle two", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});
