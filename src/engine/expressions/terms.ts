import { compile } from "../../data/evaluate.ts";
import type { Expression } from "../../model/expression.ts";
import type { FunctionName } from "../../model/functions.ts";

/** Makers of expressions that leave out what changes nothing, and work out what is known. */

export const number = (value: number): Expression => ({ type: "number", value });

const noDraws = () => Number.NaN;

/** The value of an expression without `x`. */
function known(expression: Expression): Expression {
  const value = compile(expression, { of: () => noDraws, draw: { uniform: noDraws, normal: noDraws } })(0);
  return number(value);
}

export const isNumber = (expression: Expression, value?: number): boolean =>
  expression.type === "number" && (value === undefined || expression.value === value);

const bare = (name: FunctionName, ...args: readonly Expression[]): Expression => ({
  type: "call",
  name,
  args,
});

/** A call, worked out where all its arguments are known. */
export function call(name: FunctionName, ...args: readonly Expression[]): Expression {
  const made = bare(name, ...args);
  return args.every((arg) => isNumber(arg)) ? known(made) : made;
}

export function add(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0)) return b;
  return isNumber(b, 0) ? a : call("add", a, b);
}

export function subtract(a: Expression, b: Expression): Expression {
  if (isNumber(b, 0)) return a;
  return isNumber(a, 0) ? negate(b) : call("subtract", a, b);
}

export function multiply(a: Expression, b: Expression): Expression {
  // Where one side is 0 everywhere, nothing of the other is left, whatever its value.
  if (isNumber(a, 0) || isNumber(b, 0)) return number(0);
  if (isNumber(a, 1)) return b;
  return isNumber(b, 1) ? a : call("multiply", a, b);
}

export function divide(a: Expression, b: Expression): Expression {
  if (isNumber(a, 0)) return number(0);
  return isNumber(b, 1) ? a : call("divide", a, b);
}

export const negate = (a: Expression): Expression =>
  a.type === "call" && a.name === "unaryMinus" ? (a.args[0] as Expression) : call("unaryMinus", a);

export function choose(condition: Expression, yes: Expression, no: Expression): Expression {
  if (condition.type === "number") return condition.value ? yes : no;
  if (yes.type === "number" && no.type === "number" && yes.value === no.value) return yes;
  return { type: "choice", condition, yes, no };
}

export const square = (a: Expression): Expression => multiply(a, a);

/** The same expression with everything known worked out. */
export function simplify(expression: Expression): Expression {
  switch (expression.type) {
    case "name":
      return expression.name === "x" ? expression : known(expression);
    case "choice":
      return choose(simplify(expression.condition), simplify(expression.yes), simplify(expression.no));
    case "chain":
      return { ...expression, args: expression.args.map(simplify) };
    case "call":
      return expression.name === "unaryPlus"
        ? simplify(expression.args[0] as Expression)
        : call(expression.name, ...expression.args.map(simplify));
    default:
      return expression;
  }
}
