import { stream } from "../../data/random.ts";
import type { LayerOf } from "../../model/model.ts";
import { equation } from "./equation.ts";
import type { LayerWalk } from "./layer.ts";

/** Mixes 32 bits as the kernel does (Wellons 2018, "Prospecting for Hash Functions": lowbias32). */
function hash(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** y = x / (1 − rate) where the draw of this update keeps the unit, else 0. */
export const walkDropout: LayerWalk<LayerOf<"dropout">> = ({ rate }, { index, input, seed, step }) => {
  const random = stream(seed, "dropout", index);
  const [first, second] = [random.integer(2 ** 32), random.integer(2 ** 32)];
  // Of the batch's first row, in the order of `kernels/dropout.ts`.
  const row = hash(hash((step ^ first) >>> 0) + hash((Math.floor(step / 2 ** 32) ^ second) >>> 0));
  const threshold = Math.min(Math.round(rate * 2 ** 32), 2 ** 32 - 1);
  const scale = input.map((_, unit) =>
    hash(row + Math.imul(unit, 0x9e3779b9)) >= threshold ? 1 / (1 - rate) : 0,
  );
  const through = (values: Float64Array): Float64Array =>
    values.map((value, unit) => (scale[unit] === 0 ? 0 : value * (scale[unit] as number)));
  const output = through(input);
  const one = (left: string, letter: string, values: Float64Array, results: Float64Array, unit: number) =>
    equation(
      left,
      scale[unit] === 0 ? "0" : `${letter} / (1 − p)`,
      { [letter]: values[unit] as number, p: rate },
      results[unit] as number,
    );
  return {
    output,
    forward: (unit) => [one("y", "x", input, output, unit)],
    back(error) {
      const back = through(error);
      return {
        delta: error,
        input: back,
        inputEquation: (i) => one("∂L/∂a", "δ₊", error, back, i),
        backward: () => [],
        parameters: [],
      };
    },
  };
};
