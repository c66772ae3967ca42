// Real functions of expressions, as src/model/functions.ts has them, on single numbers.

function nearlyEqual(a: f64, b: f64): bool {
  if (a === b) return true;
  const size = max(abs(a), abs(b));
  return size < Infinity && abs(a - b) <= max(1e-12 * size, 1e-15);
}

/** Halves go away from zero, also where they are a half up to rounding. */
export function round(x: f64): f64 {
  const size = abs(x);
  if (!(size < 4503599627370496)) return x;
  const down = Math.floor(size), up = size - down >= 0.5 || nearlyEqual(size, down + 0.5);
  return copysign(up ? down + 1 : down, x);
}

/** The next whole number below; one that differs from x by rounding alone is x itself. */
export function steppedDown(x: f64): f64 {
  const down = Math.floor(x), near = round(x);
  return near !== down && nearlyEqual(x, near) && !nearlyEqual(x, down) ? near : down;
}

export function steppedUp(x: f64): f64 {
  const up = Math.ceil(x), near = round(x);
  return near !== up && nearlyEqual(x, near) && !nearlyEqual(x, up) ? near : up;
}

/** 0: y is no fraction with a denominator up to 1e7; else 1, and 2 more where its denominator is odd, 4 more where its numerator is. */
function fraction(y: f64): i32 {
  let before: f64 = 0, numerator: f64 = 1, below: f64 = 1, denominator: f64 = 0, rest = abs(y);
  while (true) {
    const whole = Math.floor(rest), n = whole * numerator + before, d = whole * denominator + below;
    before = numerator; numerator = n;
    below = denominator; denominator = d;
    if (denominator > 1e7) return 0;
    if (abs(numerator / denominator / abs(y) - 1) < 1e-15)
      return 1 | (denominator % 2 === 1 ? 2 : 0) | (numerator % 2 === 1 ? 4 : 0);
    if (rest === whole) break;
    rest = 1 / (rest - whole);
  }
  return 0;
}

/** x^y over the reals: a negative base has a root where the exponent is a fraction with an odd denominator. */
export function power(x: f64, y: f64): f64 {
  if (x < 0 && abs(y) < Infinity && Math.floor(y) !== y) {
    const kind = fraction(y);
    if (!(kind & 2)) return NaN;
    return (kind & 4 ? -1 : 1) * Math.pow(-x, y);
  }
  if ((x < -1 && y === Infinity) || (x > -1 && x < 0 && y === -Infinity)) return NaN;
  if ((x * x < 1 && y === Infinity) || (x * x > 1 && y === -Infinity)) return 0;
  return Math.pow(x, y);
}
