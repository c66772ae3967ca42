import type { Expression } from "../../model/expression.ts";
import type { FunctionName } from "../../model/functions.ts";
import { add, call, choose, divide, isNumber, multiply, negate, number, square, subtract } from "./terms.ts";

const zero = number(0);
const one = number(1);
const two = number(2);

/** One argument's share: outer derivative at it, times its own derivative. */
type Slope = (x: Expression) => Expression;

/** Derivatives of the functions of one argument; steps have none. */
const slopes: Readonly<Partial<Record<FunctionName, Slope>>> = {
  unaryMinus: () => number(-1),
  unaryPlus: () => one,
  abs: (x) => call("sign", x),
  sqrt: (x) => divide(one, multiply(two, call("sqrt", x))),
  cbrt: (x) => divide(one, multiply(number(3), square(call("cbrt", x)))),
  exp: (x) => call("exp", x),
  log2: (x) => divide(one, multiply(x, number(Math.LN2))),
  log10: (x) => divide(one, multiply(x, number(Math.LN10))),
  sin: (x) => call("cos", x),
  cos: (x) => negate(call("sin", x)),
  tan: (x) => add(one, square(call("tan", x))),
  asin: (x) => divide(one, call("sqrt", subtract(one, square(x)))),
  acos: (x) => divide(number(-1), call("sqrt", subtract(one, square(x)))),
  atan: (x) => divide(one, add(one, square(x))),
  sinh: (x) => call("cosh", x),
  cosh: (x) => call("sinh", x),
  tanh: (x) => subtract(one, square(call("tanh", x))),
};

const steps: ReadonlySet<FunctionName> = new Set<FunctionName>([
  "floor",
  "ceil",
  "round",
  "sign",
  "equal",
  "unequal",
  "smaller",
  "smallerEq",
  "larger",
  "largerEq",
  "and",
  "or",
  "not",
]);

/**
 * The derivative by `x`. That of steps is 0, that of `min`, `max`, `? :` and `%` is that of the branch taken, at a
 * tie the first.
 */
export function derivative(expression: Expression): Expression {
  switch (expression.type) {
    case "name":
      return expression.name === "x" ? one : zero;
    case "choice":
      return choose(expression.condition, derivative(expression.yes), derivative(expression.no));
    case "call":
      return ofCall(expression.name, expression.args);
    default:
      return zero;
  }
}

function ofCall(name: FunctionName, args: readonly Expression[]): Expression {
  if (steps.has(name)) return zero;
  const [a = zero, b] = args;
  const da = derivative(a);
  const slope = slopes[name];
  if (slope) return isNumber(da, 0) ? zero : multiply(slope(a), da);
  if (name === "min" || name === "max") return ofExtreme(name, args);
  if (name === "log" && b === undefined) return divide(da, a);
  if (name === "log" && b) return derivative(divide(call("log", a), call("log", b)));
  return b === undefined ? da : ofTwo(name, a, b, da, derivative(b));
}

function ofTwo(name: FunctionName, a: Expression, b: Expression, da: Expression, db: Expression): Expression {
  switch (name) {
    case "add":
      return add(da, db);
    case "subtract":
      return subtract(da, db);
    case "multiply":
      return add(multiply(da, b), multiply(a, db));
    case "divide":
      return isNumber(db, 0) ? divide(da, b) : divide(subtract(multiply(da, b), multiply(a, db)), square(b));
    case "mod":
      // a − b · floor(a / b), and a itself where b is 0.
      return choose(b, subtract(da, multiply(call("floor", divide(a, b)), db)), da);
    case "pow": {
      const ofBase = isNumber(da, 0) ? zero : multiply(multiply(b, call("pow", a, subtract(b, one))), da);
      const ofExponent = isNumber(db, 0) ? zero : multiply(multiply(call("pow", a, b), call("log", a)), db);
      return add(ofBase, ofExponent);
    }
    case "atan2":
      return divide(subtract(multiply(b, da), multiply(a, db)), add(square(a), square(b)));
    default:
      throw new Error(`There is no derivative of ${name}.`);
  }
}

function ofExtreme(name: "min" | "max", [first = zero, ...rest]: readonly Expression[]): Expression {
  let best = first;
  let result = derivative(first);
  for (const value of rest) {
    const isBetter = name === "min" ? call("larger", best, value) : call("larger", value, best);
    result = choose(isBetter, derivative(value), result);
    best = call(name, best, value);
  }
  return result;
}
