import { expect } from "vitest";

/** Expects each value to differ from its like by at most `tolerance`, relative to the larger of it and 0.01. */
export function close(actual: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(wanted.length);
  for (let at = 0; at < wanted.length; at++) {
    const value = wanted[at] as number;
    const allowed = tolerance * Math.max(0.01, Math.abs(value));
    expect(
      Math.abs((actual[at] as number) - value),
      `${actual[at]} instead of ${value} at ${at}`,
    ).toBeLessThanOrEqual(allowed);
  }
}
