import { describe, expect, it } from "vitest";
import { stream } from "../../src/data/random.ts";

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

describe("stream", () => {
  it("repeats for the same seed, purpose and index, and differs otherwise", () => {
    const first = (seed: number, purpose: "data" | "split", index: number) => {
      const random = stream(seed, purpose, index);
      return draw(4, () => random.uniform()).join();
    };
    expect(first(7, "data", 0)).toBe(first(7, "data", 0));
    const all = [
      first(7, "data", 0),
      first(8, "data", 0),
      first(7, "split", 0),
      first(7, "data", 1),
      first(7 + 2 ** 32, "data", 0),
      first(-7, "data", 0),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("draws uniform and normal numbers of the right mean and deviation", () => {
    const random = stream(0, "data");
    const count = 200_000;
    const moments = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count)];
    };
    const uniform = draw(count, () => random.uniform());
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
    const [uniformMean, uniformDeviation] = moments(uniform);
    expect(uniformMean).toBeCloseTo(0.5, 2);
    expect(uniformDeviation).toBeCloseTo(Math.sqrt(1 / 12), 2);
    const [normalMean, normalDeviation] = moments(draw(count, () => random.normal()));
    expect(normalMean).toBeCloseTo(0, 1);
    expect(normalDeviation).toBeCloseTo(1, 1);
  });

  it("draws whole numbers evenly, also past 2^21", () => {
    const random = stream(1, "split");
    const even = [0, 0, 0, 0, 0, 0];
    for (let draws = 0; draws < 60_000; draws++) {
      const drawn = random.integer(6);
      even[drawn] = (even[drawn] ?? 0) + 1;
    }
    for (const count of even) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    const large = 3 * 2 ** 30;
    const thirds = [0, 0, 0];
    for (let draws = 0; draws < 30_000; draws++) {
      const drawn = random.integer(large);
      expect(drawn).toBeLessThan(large);
      const third = Math.floor((drawn / large) * 3);
      thirds[third] = (thirds[third] ?? 0) + 1;
    }
    for (const count of thirds) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(random.integer(1)).toBe(0);
  });

  it("shuffles into every order equally often", () => {
    const random = stream(3, "shuffle");
    const seen = new Map<string, number>();
    for (let round = 0; round < 24_000; round++) {
      const items = Uint32Array.of(0, 1, 2, 3);
      random.shuffle(items);
      seen.set(items.join(), (seen.get(items.join()) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(160);
  });
});
