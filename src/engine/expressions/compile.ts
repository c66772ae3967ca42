import * as l10n from "@vscode/l10n";
import { type Expression, ExpressionError } from "../../model/expression.ts";
import { type FunctionName, functions } from "../../model/functions.ts";
import * as layout from "../kernels/layout.ts";
import { float64Words } from "../program.ts";
import { call, choose, divide, multiply, number } from "./terms.ts";

/** Operations of the kernel by the function that they compute, arguments in order. */
const operations: Readonly<Partial<Record<FunctionName, number>>> = {
  add: layout.termAdd,
  subtract: layout.termSubtract,
  multiply: layout.termMultiply,
  divide: layout.termDivide,
  unaryMinus: layout.termNegate,
  mod: layout.termMod,
  pow: layout.termPow,
  equal: layout.termEqual,
  larger: layout.termLarger,
  and: layout.termAnd,
  or: layout.termOr,
  not: layout.termNot,
  abs: layout.termAbs,
  sqrt: layout.termSqrt,
  cbrt: layout.termCbrt,
  exp: layout.termExp,
  log: layout.termLog,
  log2: layout.termLog2,
  log10: layout.termLog10,
  sin: layout.termSin,
  cos: layout.termCos,
  tan: layout.termTan,
  asin: layout.termAsin,
  acos: layout.termAcos,
  atan: layout.termAtan,
  atan2: layout.termAtan2,
  sinh: layout.termSinh,
  cosh: layout.termCosh,
  tanh: layout.termTanh,
  floor: layout.termFloor,
  ceil: layout.termCeil,
  round: layout.termRound,
  sign: layout.termSign,
  min: layout.termMin,
  max: layout.termMax,
};

/** Powers up to here are products. */
const mostFactors = 16;
/** Operations of one expression, its derivative apart: a few of a page. */
const mostTerms = 2000;

const isMagnitude = (expression: Expression): boolean =>
  expression.type === "call" && expression.name === "abs";

/** A value in the order in which they are computed. */
interface Term {
  readonly operation: number;
  /** Numbers of the terms that it takes; of a constant none. */
  readonly args: readonly number[];
  readonly value: number;
}

export interface CompiledExpression {
  /** Instructions for `opExpression`: their number, the result's register, then `termWords` words each. */
  readonly words: readonly number[];
  /** Registers that it needs, `x` in the first. */
  readonly registers: number;
}

/** The chain of vector operations that computes an expression; throws an `ExpressionError` where it is too long. */
export function compileExpression(expression: Expression): CompiledExpression {
  const terms = new Terms();
  const result = terms.add(expression);
  return allocate(terms.list, result);
}

/** Collects the terms of an expression, each once. */
class Terms {
  readonly list: Term[] = [];
  readonly #known = new Map<string, number>();

  add(expression: Expression): number {
    switch (expression.type) {
      case "number":
        return this.#term(layout.termConstant, [], expression.value);
      case "name":
        return this.#term(layout.termX, []);
      case "choice": {
        const { condition, yes, no } = expression;
        return this.#term(layout.termChoose, [this.add(condition), this.add(yes), this.add(no)]);
      }
      case "chain":
        return this.#chain(expression.names, expression.args);
      case "call":
        return this.#call(expression.name, expression.args);
      case "draw":
        throw new ExpressionError(l10n.t("nothing can be drawn in an activation"));
    }
  }

  #term(operation: number, args: readonly number[], value = 0): number {
    const key = JSON.stringify([operation, args, Object.is(value, -0) ? "-0" : String(value)]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.list.length === mostTerms) throw new ExpressionError(l10n.t("it is too long"));
    this.#known.set(key, this.list.length);
    return this.list.push({ operation, args, value }) - 1;
  }

  #call(name: FunctionName, args: readonly Expression[]): number {
    const [a = number(0), b, ...more] = args;
    // What is one of the others with its arguments turned or its result negated.
    if (name === "unequal") return this.#not(call("equal", ...args));
    if (name === "smaller" && b) return this.add(call("larger", b, a));
    if (name === "smallerEq") return this.#or(call("smaller", ...args), call("equal", ...args));
    if (name === "largerEq") return this.#or(call("larger", ...args), call("equal", ...args));
    if (name === "min" || name === "max") return this.#extreme(name, args);
    if (name === "log" && b) return this.add(divide(call("log", a), call("log", b)));
    if ((name === "floor" || name === "ceil" || name === "round") && b) return this.#decimals(name, a, b);
    if (name === "pow" && b?.type === "number") {
      const power = this.#power(a, b.value);
      if (power !== undefined) return power;
      const side = functions.pow.apply(-1, b.value);
      // Said here, where the exponent is known to the last digit.
      if (!Number.isInteger(b.value) && !Number.isNaN(side) && !isMagnitude(a))
        return this.add(
          multiply(
            choose(call("larger", number(0), a), number(side), number(1)),
            call("pow", call("abs", a), b),
          ),
        );
    }
    const operation = operations[name];
    if (operation === undefined || more.length > 0) throw new Error(`There is no kernel for ${name}.`);
    return this.#term(
      operation,
      args.map((arg) => this.add(arg)),
    );
  }

  #not = (expression: Expression): number => this.#term(layout.termNot, [this.add(expression)]);

  #or = (a: Expression, b: Expression): number => this.#term(layout.termOr, [this.add(a), this.add(b)]);

  #extreme(name: "min" | "max", args: readonly Expression[]): number {
    const operation = name === "min" ? layout.termMin : layout.termMax;
    const [first = 0, ...rest] = args.map((arg) => this.add(arg));
    return rest.reduce((best, value) => this.#term(operation, [best, value]), first);
  }

  /** Every neighbouring pair holds. */
  #chain(names: readonly FunctionName[], args: readonly Expression[]): number {
    const pairs = names.map((name, at) => this.add(call(name, ...args.slice(at, at + 2))));
    return pairs.reduce((all, pair) => this.#term(layout.termAnd, [all, pair]));
  }

  #decimals(name: FunctionName, a: Expression, digits: Expression): number {
    if (digits.type !== "number" || !Number.isInteger(digits.value) || digits.value < 0 || digits.value > 15)
      throw new ExpressionError(l10n.t("{0}() takes a whole number of decimals from 0 to 15", name));
    const scale = number(10 ** digits.value);
    return this.add(divide(call(name, multiply(a, scale)), scale));
  }

  /** A whole power as products: x⁵ = (x²)² · x. */
  #power(base: Expression, exponent: number): number | undefined {
    if (!Number.isInteger(exponent) || Math.abs(exponent) > mostFactors) return undefined;
    const one = this.#term(layout.termConstant, [], 1);
    let result: number | undefined;
    let factor = this.add(base);
    for (let rest = Math.abs(exponent); rest > 0; rest >>= 1) {
      if (rest & 1)
        result = result === undefined ? factor : this.#term(layout.termMultiply, [result, factor]);
      if (rest > 1) factor = this.#term(layout.termMultiply, [factor, factor]);
    }
    if (result === undefined) return one;
    return exponent < 0 ? this.#term(layout.termDivide, [one, result]) : result;
  }
}

/** Gives every term a register, and gives it back after the term's last use. */
function allocate(terms: readonly Term[], result: number): CompiledExpression {
  const lastUse = new Map<number, number>([[result, terms.length]]);
  for (const [at, { args }] of terms.entries())
    for (const arg of args) lastUse.set(arg, Math.max(at, lastUse.get(arg) ?? 0));
  const registerOf = new Map<number, number>();
  const free: number[] = [];
  let registers = 1;
  const words: number[] = [];
  for (const [at, { operation, args, value }] of terms.entries()) {
    if (operation === layout.termX) {
      registerOf.set(at, 0);
      continue;
    }
    const [a = 0, b = 0, c = 0] = args.map((arg) => registerOf.get(arg) ?? 0);
    for (const arg of new Set(args))
      if (lastUse.get(arg) === at && registerOf.get(arg) !== 0) free.push(registerOf.get(arg) as number);
    const to = free.pop() ?? registers++;
    registerOf.set(at, to);
    const rest = operation === layout.termConstant ? [...float64Words(value), 0] : [a, b, c];
    words.push(operation, to, ...rest, 0);
  }
  return { words: [words.length / layout.termWords, registerOf.get(result) ?? 0, ...words], registers };
}
