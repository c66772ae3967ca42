import { describe, expect, test } from "vitest";
import * as layout from "../../src/engine/kernels/layout.ts";
import { kernelModule, type Precision } from "../../src/engine/variant.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => (x > 20 ? x : Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
const elu = (x: number): number => (x > 0 ? x : Math.expm1(x));

/** Φ by its Taylor series near 0 and by its continued fraction in the tails (Abramowitz & Stegun 26.2.10, 26.2.14). */
function normalCumulative(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) < 1.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 200; n++) {
      term *= (x * x) / (2 * n + 1);
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = 0;
  for (let n = 500; n > 0; n--) fraction = n / (Math.abs(x) + fraction);
  const tail = density / (Math.abs(x) + fraction);
  return x < 0 ? tail : 1 - tail;
}

/** The activation of some numbers, in place. */
async function activate<Values extends Float32Array | Float64Array>(
  precision: Precision,
  kind: number,
  xs: readonly number[],
): Promise<{ xs: Values; ys: Values }> {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const { exports } = await WebAssembly.instantiate(await kernelModule(precision), {
    env: { memory, clock: () => 0 },
  });
  const activateAll = exports["activateAll"] as (
    kind: number,
    at: number,
    bytes: number,
    slope: number,
  ) => void;
  const numbers = precision === "float64" ? Float64Array : Float32Array;
  const ys = new numbers(memory.buffer, 65536, xs.length);
  ys.set(xs);
  const given = ys.slice();
  activateAll(kind, 65536, ys.byteLength, 0.2);
  return { xs: given as Values, ys: ys as Values };
}

const one = async (precision: Precision, kind: number, x: number): Promise<number> =>
  (await activate(precision, kind, [x, x, x, x])).ys[3] as number;

/** The largest difference from `exact`, relative to the larger of it and `smallest`, over many x. */
async function worst(
  precision: Precision,
  kind: number,
  exact: (x: number) => number,
  range: number,
  // Below that, float32 is denormal.
  smallest = precision === "float64" ? 1e-307 : 1e-37,
): Promise<number> {
  const count = 8192;
  const { xs, ys } = await activate(
    precision,
    kind,
    Array.from({ length: count }, (_, at) => ((at - count / 2) / (count / 2)) ** 3 * range),
  );
  let most = 0;
  for (let at = 0; at < count; at++) {
    const wanted = exact(xs[at] as number);
    if (wanted === ys[at]) continue;
    most = Math.max(most, Math.abs((ys[at] as number) - wanted) / Math.max(Math.abs(wanted), smallest));
  }
  return most;
}

describe("accuracy", () => {
  for (const [name, kind, exact, range64, range32] of [
    ["exponential", layout.activationExponential, Math.exp, 700, 87],
    ["tanh", layout.activationTanh, Math.tanh, 30, 15],
    ["sigmoid", layout.activationSigmoid, sigmoid, 700, 87],
    ["leakyRelu", layout.activationLeakyRelu, (x: number) => (x > 0 ? x : 0.2 * x), 1e3, 1e3],
    ["elu", layout.activationElu, elu, 700, 87],
    ["softplus", layout.activationSoftplus, softplus, 700, 87],
    ["softsign", layout.activationSoftsign, (x: number) => x / (1 + Math.abs(x)), 1e9, 1e6],
    ["silu", layout.activationSilu, (x: number) => x * sigmoid(x), 700, 80],
    ["mish", layout.activationMish, (x: number) => x * Math.tanh(softplus(x)), 700, 80],
  ] as const) {
    test(`${name}, float64`, async () => {
      expect(await worst("float64", kind, exact, range64)).toBeLessThan(2e-15);
    });
    test(`${name}, float32`, async () => {
      expect(await worst("float32", kind, exact, range32)).toBeLessThan(5e-7);
    });
  }

  // Where a function crosses 0, or its terms cancel, its error is that of the terms.
  for (const [name, kind, exact, range, smallest64, smallest32] of [
    ["gelu", layout.activationGelu, (x: number) => x * normalCumulative(x), 9, 1e-16, 1e-6],
    ["sin", layout.activationSin, Math.sin, 1e4, 1e-3, 1],
    ["sin far out", layout.activationSin, Math.sin, 1e9, 1, 1],
  ] as const) {
    test(`${name}, float64`, async () => {
      expect(await worst("float64", kind, exact, range, smallest64)).toBeLessThan(3e-14);
    });
    test(`${name}, float32`, async () => {
      expect(await worst("float32", kind, exact, Math.min(range, 8000), smallest32)).toBeLessThan(2e-6);
    });
  }

  test.each(["float32", "float64"] as const)("what is not a number stays so, %s", async (precision) => {
    for (const [name, kind] of Object.entries(layout).filter(([key]) => key.startsWith("activation")))
      expect(Number.isNaN(await one(precision, kind as number, Number.NaN)), name).toBe(true);
  });

  test.each(["float32", "float64"] as const)("the ends of the range, %s", async (precision) => {
    for (const [kind, low, high] of [
      [layout.activationElu, -1, Number.POSITIVE_INFINITY],
      [layout.activationSoftplus, 0, Number.POSITIVE_INFINITY],
      [layout.activationSigmoid, 0, 1],
      [layout.activationTanh, -1, 1],
      [layout.activationLeakyRelu, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ] as const) {
      expect(await one(precision, kind, Number.NEGATIVE_INFINITY)).toBe(low);
      expect(await one(precision, kind, Number.POSITIVE_INFINITY)).toBe(high);
    }
  });
});
