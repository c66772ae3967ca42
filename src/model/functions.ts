/**
 * The functions and operators of expressions, with the meaning they have in mathjs with `predictable: true`
 * and its default tolerances (relTol 1e-12, absTol 1e-15), on real numbers: what mathjs makes complex is NaN,
 * and true and false are 1 and 0.
 */
export interface RealFunction {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  readonly apply: (...values: number[]) => number;
}

const one = (apply: (x: number) => number): RealFunction => ({ arity: [1, 1], apply });
const two = (apply: (x: number, y: number) => number): RealFunction => ({ arity: [2, 2], apply });
const truth = (value: boolean): number => (value ? 1 : 0);

function nearlyEqual(a: number, b: number): boolean {
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  return Math.abs(a - b) <= Math.max(1e-12 * Math.max(Math.abs(a), Math.abs(b)), 1e-15);
}

const larger = (x: number, y: number): boolean => x > y && !nearlyEqual(x, y);

/** x · 10^n by its decimal digits, as they are printed. */
function shifted(x: number, n: number): number {
  const [digits, exponent = "0"] = String(x).split("e");
  return Number(`${digits}e${Number(exponent) + n}`);
}

/** Halves go away from zero, by the digits that are printed. */
function roundDigits(x: number, n: number): number {
  if (!Number.isFinite(x)) return x;
  return Math.sign(x) * shifted(Math.floor(shifted(Math.abs(x), n) + 0.5), -n);
}

const decimals = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= 15;

function round(x: number, n = 0): number {
  if (!decimals(n)) return Number.NaN;
  if (n >= 12) return roundDigits(x, n);
  const tidy = roundDigits(x, 12);
  return roundDigits(nearlyEqual(x, tidy) ? tidy : x, n);
}

/** mathjs takes a value that differs from a whole number by rounding error alone for that number. */
function floor(x: number, n = 0): number {
  if (!decimals(n)) return Number.NaN;
  const scale = 10 ** n;
  const value = x * scale;
  const down = Math.floor(value);
  const near = round(value);
  return (near !== down && nearlyEqual(value, near) && !nearlyEqual(value, down) ? near : down) / scale;
}

function ceil(x: number, n = 0): number {
  if (!decimals(n)) return Number.NaN;
  const scale = 10 ** n;
  const value = x * scale;
  const up = Math.ceil(value);
  const near = round(value);
  return (near !== up && nearlyEqual(value, near) && !nearlyEqual(value, up) ? near : up) / scale;
}

const mod = (x: number, y: number): number => (y === 0 ? x : x - y * floor(x / y));

/** The fraction of least denominator, at most 1e7 as in mathjs, that is `y` up to rounding; by continued fractions. */
function fraction(y: number): readonly [number, number] | undefined {
  let [before, numerator] = [0, 1];
  let [below, denominator] = [1, 0];
  for (let rest = Math.abs(y); ; ) {
    const whole = Math.floor(rest);
    [before, numerator] = [numerator, whole * numerator + before];
    [below, denominator] = [denominator, whole * denominator + below];
    if (denominator > 1e7) return undefined;
    if (Math.abs(numerator / denominator / Math.abs(y) - 1) < 1e-15) return [numerator, denominator];
    if (rest === whole) return undefined;
    rest = 1 / (rest - whole);
  }
}

/** A negative base has a real root where the exponent is a fraction with an odd denominator. */
function pow(x: number, y: number): number {
  if (x < 0 && Number.isFinite(y) && !Number.isInteger(y)) {
    const [numerator, denominator] = fraction(y) ?? [0, 0];
    return denominator % 2 === 1 ? (numerator % 2 === 0 ? 1 : -1) * (-x) ** y : Number.NaN;
  }
  if ((x < -1 && y === Infinity) || (x > -1 && x < 0 && y === -Infinity)) return Number.NaN;
  if ((x * x < 1 && y === Infinity) || (x * x > 1 && y === -Infinity)) return 0;
  return x ** y;
}

/** The extreme value; NaN where one of them is. */
const extreme =
  (better: (value: number, best: number) => boolean) =>
  (...values: number[]): number =>
    values.reduce((best, value) => (Number.isNaN(value) || better(value, best) ? value : best));

export const functions = {
  add: two((x, y) => x + y),
  subtract: two((x, y) => x - y),
  multiply: two((x, y) => x * y),
  divide: two((x, y) => x / y),
  mod: two(mod),
  pow: two(pow),
  unaryMinus: one((x) => -x),
  unaryPlus: one((x) => x),
  equal: two((x, y) => truth(nearlyEqual(x, y))),
  unequal: two((x, y) => truth(!nearlyEqual(x, y))),
  smaller: two((x, y) => truth(larger(y, x))),
  smallerEq: two((x, y) => truth(x <= y || nearlyEqual(x, y))),
  larger: two((x, y) => truth(larger(x, y))),
  largerEq: two((x, y) => truth(x >= y || nearlyEqual(x, y))),
  and: two((x, y) => truth(Boolean(x) && Boolean(y))),
  or: two((x, y) => truth(Boolean(x) || Boolean(y))),
  not: one((x) => truth(!x)),
  abs: one(Math.abs),
  sqrt: one(Math.sqrt),
  cbrt: one(Math.cbrt),
  exp: one(Math.exp),
  log: {
    arity: [1, 2],
    apply: (x, base) => (base === undefined ? Math.log(x) : Math.log(x) / Math.log(base)),
  },
  log2: one(Math.log2),
  log10: one(Math.log10),
  sin: one(Math.sin),
  cos: one(Math.cos),
  tan: one(Math.tan),
  asin: one(Math.asin),
  acos: one(Math.acos),
  atan: one(Math.atan),
  atan2: two(Math.atan2),
  sinh: one(Math.sinh),
  cosh: one(Math.cosh),
  tanh: one(Math.tanh),
  floor: { arity: [1, 2], apply: floor },
  ceil: { arity: [1, 2], apply: ceil },
  round: { arity: [1, 2], apply: round },
  sign: one(Math.sign),
  min: { arity: [1, Infinity], apply: extreme((value, best) => larger(best, value)) },
  max: { arity: [1, Infinity], apply: extreme(larger) },
} as const satisfies Record<string, RealFunction>;

export type FunctionName = keyof typeof functions;
