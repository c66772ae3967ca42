import type { DrawName, Expression } from "../model/expression.ts";
import { functions, type RealFunction } from "../model/functions.ts";

/** Where the names of an expression get their values. */
export interface Values {
  /** A function that gives the name's value at a row, from 0. */
  readonly of: (name: string) => (row: number) => number;
  readonly draw: Readonly<Record<DrawName, () => number>>;
}

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/**
 * Turns a checked expression into a function from the row, from 0, to its value; the value may be NaN or
 * infinite. Arguments are evaluated from left to right, `and`, `or` and `? :` only as far as needed.
 */
export function compile(expression: Expression, values: Values): (row: number) => number {
  const inner = (part: Expression) => compile(part, values);
  switch (expression.type) {
    case "number": {
      const { value } = expression;
      return () => value;
    }
    case "name": {
      const constant = constants[expression.name];
      return constant === undefined ? values.of(expression.name) : () => constant;
    }
    case "draw":
      return values.draw[expression.distribution];
    case "choice": {
      const [condition, yes, no] = [inner(expression.condition), inner(expression.yes), inner(expression.no)];
      return (row) => (condition(row) ? yes(row) : no(row));
    }
    case "chain": {
      const compare = expression.names.map((name) => functions[name] as RealFunction);
      const parts = expression.args.map(inner);
      return (row) => {
        const numbers = parts.map((part) => part(row));
        return compare.every(({ apply }, at) => apply(...numbers.slice(at, at + 2))) ? 1 : 0;
      };
    }
    case "call":
      return compileCall(expression.name, expression.args.map(inner));
  }
}

function compileCall(
  name: keyof typeof functions,
  args: ((row: number) => number)[],
): (row: number) => number {
  const { apply } = functions[name] as RealFunction;
  const [first, second] = args;
  if (name === "and" && first && second) return (row) => (first(row) && second(row) ? 1 : 0);
  if (name === "or" && first && second) return (row) => (first(row) || second(row) ? 1 : 0);
  if (first && args.length === 1) return (row) => apply(first(row));
  if (first && second && args.length === 2) return (row) => apply(first(row), second(row));
  return (row) => apply(...args.map((arg) => arg(row)));
}
