import { stream } from "../../data/random.ts";
import type { LayerOf } from "../../model/model.ts";
import { identity } from "../activations/identity.ts";
import { opDropout } from "../kernels/layout.ts";
import { float64Words, type Matrix, type Program } from "../program.ts";
import type { LayerSteps } from "./layer.ts";
import { throughActivation } from "./through-activation.ts";

/** Rows in one unit of work. */
const rowBlock = 8192;

/** Inverted dropout: y = x / (1 − rate) with probability 1 − rate, else 0; y = x at evaluation. */
export const dropout: LayerSteps<LayerOf<"dropout">> = {
  parameters: () => [],

  build({ rate }, { index, seed, input, rows, batchRows, values, errors }) {
    const output = values(input.width);
    const error = errors(input.width);
    const random = stream(seed, "dropout", index);
    const key = [random.integer(2 ** 32) | 0, random.integer(2 ** 32) | 0] as const;
    const add = (program: Program, from: Matrix, to: Matrix, part: number): void => {
      const threshold = Math.min(Math.round(part * 2 ** 32), 2 ** 32 - 1) | 0;
      const places = [from.address, from.panel, to.address, to.panel, from.width];
      program.add(
        opDropout,
        Math.min(rows, rowBlock) * 64,
        ...places,
        ...key,
        threshold,
        ...float64Words(1 / (1 - part)),
      );
      program.share({ shares: "every", steps: to.panels, unitRows: rowBlock });
    };
    return {
      output,
      error,
      activation: identity,
      kept: output.address,

      forward: (program, { training }) => add(program, input, output, training ? rate : 0),

      backward(program, previous) {
        if (!previous) return;
        add(program, error, previous.error, rate);
        throughActivation(program, previous, batchRows);
      },
    };
  },
};
