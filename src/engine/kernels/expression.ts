// opExpression: x, xPanel, to, toPanel, width, table, registers, keep (0: nowhere), multiplies
// to = f(x), or to = to · f(x), for an expression f compiled to operations on registers of `termVectors` vectors. x is
// copied to `keep`, laid out as x, as it is read. Comparisons and steps forgive rounding as mathjs does.
import { power, round, steppedDown, steppedUp } from "./scalar";
import { exp, sine, tanh } from "./functions";
import {
  termAbs,
  termAcos,
  termAdd,
  termAnd,
  termAsin,
  termAtan,
  termAtan2,
  termCbrt,
  termCeil,
  termChoose,
  termConstant,
  termCos,
  termCosh,
  termDivide,
  termEqual,
  termExp,
  termFloor,
  termLarger,
  termLog,
  termLog10,
  termLog2,
  termMax,
  termMin,
  termMod,
  termMultiply,
  termNegate,
  termNot,
  termOr,
  termPow,
  termRound,
  termSign,
  termSin,
  termSinh,
  termSqrt,
  termSubtract,
  termTan,
  termTanh,
  termVectors,
  termWords,
} from "./layout";
import { arg, laneMask, PANEL, panels, SIZE } from "./panel";

const rowBlock = 4096;
const registerBytes: usize = termVectors * 16;

@inline function splat(x: f64): v128 {
  return v128.splat<real>(<real>x);
}

@inline function truth(mask: v128): v128 {
  return v128.and(mask, splat(1));
}

@inline function isTrue(x: v128): v128 {
  return v128.ne<real>(x, splat(0));
}

/** Within 1e-12 of the larger, or 1e-15; infinities only where they are equal. */
@inline function nearlyEqual(a: v128, b: v128): v128 {
  const size = v128.pmax<real>(v128.abs<real>(a), v128.abs<real>(b));
  const allowed = v128.pmax<real>(v128.mul<real>(size, splat(1e-12)), splat(1e-15));
  const difference = v128.abs<real>(v128.sub<real>(a, b));
  const near = v128.and(v128.le<real>(difference, allowed), v128.lt<real>(size, splat(Infinity)));
  return v128.or(v128.eq<real>(a, b), near);
}

@inline function isLarger(a: v128, b: v128): v128 {
  return v128.andnot(v128.gt<real>(a, b), nearlyEqual(a, b));
}

/** `b` where it is better than `a`; what is not a number wherever one is not. */
@inline function extreme(a: v128, b: v128, better: v128): v128 {
  const number = v128.eq<real>(b, b);
  return v128.bitselect(v128.bitselect(b, a, better), b, number);
}

@inline function signOf(x: v128): v128 {
  const one = splat(1);
  const sign = v128.sub<real>(v128.and(v128.gt<real>(x, splat(0)), one), v128.and(v128.lt<real>(x, splat(0)), one));
  return v128.bitselect(sign, x, v128.eq<real>(x, x));
}

/** Functions that are computed lane by lane. */
function lane(operation: i32, a: f64, b: f64): f64 {
  switch (operation) {
    case termMod: return b === 0 ? a : a - b * steppedDown(a / b);
    case termPow: return power(a, b);
    case termCbrt: return Math.cbrt(a);
    case termLog: return Math.log(a);
    case termLog2: return Math.log2(a);
    case termLog10: return Math.log10(a);
    case termTan: return Math.tan(a);
    case termAsin: return Math.asin(a);
    case termAcos: return Math.acos(a);
    case termAtan: return Math.atan(a);
    case termAtan2: return Math.atan2(a, b);
    case termSinh: return Math.sinh(a);
    case termCosh: return Math.cosh(a);
    case termFloor: return steppedDown(a);
    case termCeil: return steppedUp(a);
    default: return round(a);
  }
}

/** Runs one operation over `count` vectors of its registers. */
function operate(operation: i32, to: usize, a: usize, b: usize, c: usize, count: i32): void {
  const end = to + (<usize>count << 4);
  switch (operation) {
    case termAdd: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, v128.add<real>(v128.load(a), v128.load(b))); return;
    case termSubtract: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, v128.sub<real>(v128.load(a), v128.load(b))); return;
    case termMultiply: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, v128.mul<real>(v128.load(a), v128.load(b))); return;
    case termDivide: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, v128.div<real>(v128.load(a), v128.load(b))); return;
    case termNegate: for (; to < end; to += 16, a += 16) v128.store(to, v128.neg<real>(v128.load(a))); return;
    case termEqual: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, truth(nearlyEqual(v128.load(a), v128.load(b)))); return;
    case termLarger: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, truth(isLarger(v128.load(a), v128.load(b)))); return;
    case termAnd: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, truth(v128.and(isTrue(v128.load(a)), isTrue(v128.load(b))))); return;
    case termOr: for (; to < end; to += 16, a += 16, b += 16) v128.store(to, truth(v128.or(isTrue(v128.load(a)), isTrue(v128.load(b))))); return;
    case termNot: for (; to < end; to += 16, a += 16) v128.store(to, truth(v128.eq<real>(v128.load(a), splat(0)))); return;
    case termAbs: for (; to < end; to += 16, a += 16) v128.store(to, v128.abs<real>(v128.load(a))); return;
    case termSqrt: for (; to < end; to += 16, a += 16) v128.store(to, v128.sqrt<real>(v128.load(a))); return;
    case termExp: for (; to < end; to += 16, a += 16) v128.store(to, exp(v128.load(a))); return;
    case termSin: for (; to < end; to += 16, a += 16) v128.store(to, sine(v128.load(a), 0)); return;
    case termCos: for (; to < end; to += 16, a += 16) v128.store(to, sine(v128.load(a), 1)); return;
    case termTanh: for (; to < end; to += 16, a += 16) v128.store(to, tanh(v128.load(a))); return;
    case termSign: for (; to < end; to += 16, a += 16) v128.store(to, signOf(v128.load(a))); return;
    case termMin:
      for (; to < end; to += 16, a += 16, b += 16) v128.store(to, extreme(v128.load(a), v128.load(b), isLarger(v128.load(a), v128.load(b))));
      return;
    case termMax:
      for (; to < end; to += 16, a += 16, b += 16) v128.store(to, extreme(v128.load(a), v128.load(b), isLarger(v128.load(b), v128.load(a))));
      return;
    case termChoose:
      for (; to < end; to += 16, a += 16, b += 16, c += 16) v128.store(to, v128.bitselect(v128.load(b), v128.load(c), isTrue(v128.load(a))));
      return;
    default:
      for (; to < end; to += SIZE, a += SIZE, b += SIZE) store<real>(to, <real>lane(operation, <f64>load<real>(a), <f64>load<real>(b)));
  }
}

/** Runs all operations over one block of x, which stands in the first register. */
function evaluate(table: usize, registers: usize, count: i32): usize {
  const terms = load<i32>(table);
  let term = table + 8;
  for (let i = 0; i < terms; i++, term += termWords * 4) {
    const operation = load<i32>(term), to = registers + <usize>load<i32>(term, 4) * registerBytes;
    if (operation === termConstant) {
      const value = splat(load<f64>(term, 8));
      for (let at = to; at < to + (<usize>count << 4); at += 16) v128.store(at, value);
      continue;
    }
    const a = registers + <usize>load<i32>(term, 8) * registerBytes, b = registers + <usize>load<i32>(term, 12) * registerBytes;
    operate(operation, to, a, b, registers + <usize>load<i32>(term, 16) * registerBytes, count);
  }
  return registers + <usize>load<i32>(table, 4) * registerBytes;
}

export function expression(ins: usize, unit: i32, rows: i32): i32 {
  const columns = panels(arg(ins, 4)), panel = unit % columns, from = (unit / columns) * rowBlock, vectors = 2 * (min(rows, from + rowBlock) - from);
  const table = <usize>arg(ins, 5), registers = <usize>arg(ins, 6), multiplies = arg(ins, 8) !== 0, offset = <usize>from << 5;
  const m0 = laneMask(0, arg(ins, 4) - panel * PANEL), m1 = laneMask(1, arg(ins, 4) - panel * PANEL);
  const xOffset = <usize>panel * arg(ins, 1) + offset;
  let x = <usize>arg(ins, 0) + xOffset, to = <usize>arg(ins, 2) + <usize>panel * arg(ins, 3) + offset, keep = arg(ins, 7) ? <usize>arg(ins, 7) + xOffset : 0;
  for (let done = 0; done < vectors; done += termVectors) {
    const count = min(termVectors, vectors - done), bytes = <usize>count << 4;
    memory.copy(registers, x, bytes);
    if (keep) { memory.copy(keep, x, bytes); keep += bytes; }
    const result = evaluate(table, registers, count);
    for (let at: usize = 0; at < bytes; at += 16) {
      let value = v128.load(result + at);
      if (multiplies) value = v128.mul<real>(v128.load(to + at), value);
      // A block holds whole rows, of two vectors each.
      v128.store(to + at, v128.and(value, at & 16 ? m1 : m0));
    }
    x += bytes;
    to += bytes;
  }
  const next = unit + 1;
  return next < columns * ((rows + rowBlock - 1) / rowBlock) ? next : -1;
}
