// opPenalty: kernel, kernelGradient, bytes, l1 and l2 (float64 in two words each), counts its rows
// gradient += l1 · sign w + 2 · l2 · w, and l1 · Σ|w| + l2 · Σw² is added to the pass for each of the batch's rows.
import { numberPenalty, numberPenaltyRows } from "./layout";
import { number, setNumber } from "./loss";
import { arg, sum } from "./panel";

const unitBytes = 1 << 17;

export function penalty(ins: usize, unit: i32, rows: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), from = unit * unitBytes, to = min(bytes, from + unitBytes), l1 = load<f64>(ins + 8 + 12), l2 = load<f64>(ins + 8 + 20);
  const slope = v128.splat<real>(<real>l1), twice = v128.splat<real>(<real>(2 * l2)), zero = v128.splat<real>(0);
  const signBit = v128.splat<real>(-0.0);
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, sizes: f64 = 0, squares: f64 = 0;
  for (const end = <usize>arg(ins, 0) + to; w < end; w += 16, g += 16) {
    const weight = v128.load(w);
    const pull = v128.and(v128.or(slope, v128.and(weight, signBit)), v128.ne<real>(weight, zero));
    v128.store(g, v128.add<real>(v128.load(g), v128.add<real>(pull, v128.mul<real>(twice, weight))));
    sizes += sum(v128.abs<real>(weight));
    squares += sum(v128.mul<real>(weight, weight));
  }
  if (unit === 0 && arg(ins, 7)) setNumber(pass, numberPenaltyRows, number(pass, numberPenaltyRows) + <f64>rows);
  setNumber(pass, numberPenalty, number(pass, numberPenalty) + <f64>rows * (l1 * sizes + l2 * squares));
  return to < bytes ? unit + 1 : -1;
}
