import { describe, expect, test } from "vitest";
import { activationExponential, activationSigmoid, activationTanh } from "../../src/engine/kernels/layout.ts";
import { kernelModule, type Precision } from "../../src/engine/variant.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The largest difference from `exact`, relative, over many x. */
async function worst(precision: Precision, kind: number, exact: (x: number) => number, range: number) {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const { exports } = await WebAssembly.instantiate(await kernelModule(precision), {
    env: { memory, clock: () => 0 },
  });
  const activateAll = exports["activateAll"] as (kind: number, at: number, bytes: number) => void;
  const count = 8192;
  const numbers = precision === "float64" ? Float64Array : Float32Array;
  const values = new numbers(memory.buffer, 65536, count);
  for (let at = 0; at < count; at++) {
    const x = ((at - count / 2) / (count / 2)) ** 3 * range;
    values[at] = x;
  }
  const xs = values.slice();
  activateAll(kind, 65536, values.byteLength);
  let most = 0;
  for (let at = 0; at < count; at++) {
    const wanted = exact(xs[at] as number);
    if (wanted === values[at]) continue;
    // Below that, float32 is denormal.
    most = Math.max(
      most,
      Math.abs((values[at] as number) - wanted) /
        Math.max(Math.abs(wanted), precision === "float64" ? 1e-307 : 1e-37),
    );
  }
  return most;
}

describe("accuracy", () => {
  for (const [name, kind, exact, range64, range32] of [
    ["exponential", activationExponential, Math.exp, 700, 87],
    ["tanh", activationTanh, Math.tanh, 30, 15],
    ["sigmoid", activationSigmoid, sigmoid, 700, 87],
  ] as const) {
    test(`${name}, float64`, async () => {
      expect(await worst("float64", kind, exact, range64)).toBeLessThan(1e-15);
    });
    test(`${name}, float32`, async () => {
      expect(await worst("float32", kind, exact, range32)).toBeLessThan(3e-7);
    });
  }
});
