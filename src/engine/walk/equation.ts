import type { Equation } from "../../protocol/walk.ts";

/** Terms of a sum that are written out. */
const mostTerms = 8;

/** Letters with their marks, and derivatives by one of them. */
const symbol = /∂L\/∂[\p{L}\p{M}₀-₉]+|[\p{L}][\p{L}\p{M}₀-₉′₊]*/gu;

/** A formula with numbers in the places of its letters; what has no number, such as `max` or `e`, stays as it is. */
export function equation(
  left: string,
  formula: string,
  numbers: Readonly<Record<string, number>>,
  result: number,
): Equation {
  const values: (string | number)[] = [];
  let from = 0;
  for (const { 0: name, index } of formula.matchAll(symbol)) {
    const value = numbers[name];
    if (value === undefined) continue;
    if (index > from) values.push(formula.slice(from, index));
    values.push(value);
    from = index + name.length;
  }
  if (from < formula.length) values.push(formula.slice(from));
  return { left, formula, values, result };
}

/**
 * A sum of products, and of `rest` where it is there, written out. Of a long one the first terms are, and one number
 * stands for the others.
 */
export const sumOfProducts = (
  left: string,
  formula: string,
  count: number,
  factors: (at: number) => readonly [number, number],
  rest?: number,
): Equation => sumOf(left, formula, count, factors, rest);

/** The mean of numbers, or with a divisor of 1 their sum, written out in the same way. */
export function mean(
  left: string,
  letter: string,
  divisor: number,
  count: number,
  value: (at: number) => number,
): Equation {
  const sum = sumOf(left, count === 1 ? letter : `Σ ${letter}`, count, (at) => [value(at)]);
  if (divisor === 1) return sum;
  return {
    ...sum,
    formula: `${sum.formula} / n`,
    values: ["(", ...sum.values, ") / ", divisor],
    result: sum.result / divisor,
  };
}

function sumOf(
  left: string,
  formula: string,
  count: number,
  factors: (at: number) => readonly [number, number?],
  rest?: number,
): Equation {
  const values: (string | number)[] = [];
  const shown = count > mostTerms ? mostTerms - 1 : count;
  let more = 0;
  let result = 0;
  const add = (...parts: (string | number)[]) => values.push(...(values.length > 0 ? [" + "] : []), ...parts);
  for (let at = 0; at < count; at++) {
    const [a, b] = factors(at);
    const term = a * (b ?? 1);
    result += term;
    if (at >= shown) more += term;
    else add(...(b === undefined ? [a] : [a, "·", b]));
  }
  if (rest !== undefined) {
    result += rest;
    add(rest);
  }
  if (count > shown) add(more);
  if (values.length === 0) values.push(0);
  return { left, formula, values, result, ...(count > shown ? { more: count - shown } : {}) };
}
