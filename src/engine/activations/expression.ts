import { parseExpression } from "../../model/expression.ts";
import type { ActivationOf } from "../../model/model.ts";
import { type CompiledExpression, compileExpression } from "../expressions/compile.ts";
import { derivative } from "../expressions/derivative.ts";
import { simplify } from "../expressions/terms.ts";
import { activationIdentity, opExpression, termVectors } from "../kernels/layout.ts";
import type { Matrix, Program } from "../program.ts";
import type { ActivationPlace, ActivationSteps } from "./activation.ts";

/** Operations on a value that one term stands for, roughly: a sum takes one, a logarithm dozens. */
const termCost = 8;
/** Rows in one unit of work, of 8 values. */
const unitValues = 4096 * 8;

/** A function of one's own, and its derivative, each as a chain of vector operations. */
export function expression({ expression }: ActivationOf<"expression">): ActivationSteps {
  const tree = simplify(parseExpression(expression, { names: ["x"], draws: false }));
  const value = compileExpression(tree);
  const slope = compileExpression(simplify(derivative(tree)));
  return {
    kernel: activationIdentity,
    parameter: 0,
    fromInput: true,
    own(place) {
      const ofValue = adder(value, place);
      const ofSlope = adder(slope, place);
      return {
        forward: (program, values, before) => ofValue(program, values, values, before, false),
        backward: (program, values, error, kept) =>
          ofSlope(program, { ...values, address: kept }, error, 0, true),
      };
    },
  };
}

/** Adds the instruction that goes through the terms. */
function adder({ words, registers }: CompiledExpression, { table, numbers }: ActivationPlace) {
  const terms = table(words);
  // A vector holds at most 4 numbers.
  const room = numbers(registers * termVectors * 4);
  const cost = Math.max(1, words.length / 6) * termCost * unitValues;
  return (program: Program, x: Matrix, to: Matrix, keep: number, multiplies: boolean): void =>
    program.add(
      opExpression,
      cost,
      x.address,
      x.panel,
      to.address,
      to.panel,
      x.width,
      terms,
      room,
      keep,
      multiplies ? 1 : 0,
    );
}
