// Gradient → weights, over all parameters at once: they stand in one block of memory, and so do their gradients
// and each optimizer's state.
//   opScan           gradients, bytes, settings
//   opSgd, opAdam, … weights, gradients, bytes, settings, first state, second state, probe, third state (0: none)
// opScan and the optimizers are shared by threads: a unit stands for itself, and says what it found in a partial.
// A probe computes the step without writing it, so that a weight that would not be finite is told before any is
// written. It is skipped where everything is of an ordinary size, as nearly always.
import {
  clipNone,
  clipNorm,
  clipValue,
  numberClipFactor,
  numberLargest,
  numberLargestGradient,
  numberLearningRate,
  numberSquares,
  numberStep,
  ordinary,
  passPartials,
  settingBeta1,
  settingBeta2,
  settingAmsgrad,
  settingBounded,
  settingClip,
  settingClipLimit,
  settingDampening,
  settingDecoupled,
  settingEpsilon,
  settingMomentum,
  settingNesterov,
  settingWeightDecay,
  updateBytes,
} from "./layout";
import { number, setNumber } from "./loss";
import { arg, larger, largest, SIZE } from "./panel";
import { word } from "./rows";

@inline export function setting(settings: usize, index: i32): f64 {
  return load<f64>(settings + (<usize>index << 3));
}

@inline function isFinite(x: f64): bool {
  return x - x === 0;
}

/** What unit `unit` found: its largest number and its sum of squares. Put together in their order by the end. */
@inline function setPartial(pass: usize, unit: i32, top: v128, squares: f64): void {
  const at = <usize>word(pass, passPartials) + (<usize>unit << 4);
  store<f64>(at, largest(top));
  store<f64>(at, squares, 8);
}

@inline function partial(pass: usize, unit: i32, index: i32): f64 {
  return load<f64>(<usize>word(pass, passPartials) + (<usize>unit << 4) + (<usize>index << 3));
}

function largestOfUnits(pass: usize, bytes: i32): f64 {
  let top = partial(pass, 0, 0);
  for (let unit = 1; unit * updateBytes < bytes; unit++) top = max(top, partial(pass, unit, 0));
  return top;
}

export function scan(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 1), from = unit * updateBytes, to = min(bytes, from + updateBytes);
  const start = <usize>arg(ins, 0) + from, end = <usize>arg(ins, 0) + to;
  let top = v128.splat<real>(0);
  for (let g = start; g < end; g += 16) top = larger(top, v128.load(g));
  const norm = <i32>setting(<usize>arg(ins, 2), settingClip) === clipNorm;
  setPartial(pass, unit, top, norm ? squaresOf(start, end) : 0);
  return to < bytes ? unit + 1 : -1;
}

/** In float64: a square may not overflow where the gradient itself does not. */
function squaresOf(g: usize, end: usize): f64 {
  let a = f64x2.splat(0), b = a;
  for (; g < end; g += 16) {
    const x = v128.load(g);
    if (sizeof<real>() === 4) {
      const low = f64x2.promote_low_f32x4(x), high = f64x2.promote_low_f32x4(v128.shuffle<f64>(x, x, 1, 0));
      a = f64x2.add(a, f64x2.mul(low, low));
      b = f64x2.add(b, f64x2.mul(high, high));
    } else a = f64x2.add(a, f64x2.mul(x, x));
  }
  a = f64x2.add(a, b);
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

/** opScanEnd: gradients, bytes, settings. Whether every gradient is finite; if so, the factor of the clip by norm. */
export function endScan(ins: usize, pass: usize): bool {
  const bytes = arg(ins, 1), settings = <usize>arg(ins, 2), most = largestOfUnits(pass, bytes);
  setNumber(pass, numberLargestGradient, most);
  if (!isFinite(most)) return false;
  if (<i32>setting(settings, settingClip) === clipNorm) {
    let squares = partial(pass, 0, 1);
    for (let unit = 1; unit * updateBytes < bytes; unit++) squares += partial(pass, unit, 1);
    setNumber(pass, numberSquares, squares);
    let size = Math.sqrt(squares);
    if (!isFinite(size)) size = scaledNorm(<usize>arg(ins, 0), bytes, most);
    setNumber(pass, numberClipFactor, min(1, setting(settings, settingClipLimit) / (size + 1e-6)));
  }
  return true;
}

/** opProbeEnd: bytes. Whether every weight would be finite. */
export function endProbe(ins: usize, pass: usize): bool {
  return isFinite(largestOfUnits(pass, arg(ins, 0)));
}

/** opStep: bytes. Counts the update. */
export function endStep(ins: usize, pass: usize): i32 {
  setNumber(pass, numberStep, number(pass, numberStep) + 1);
  setNumber(pass, numberLargest, largestOfUnits(pass, arg(ins, 0)));
  return -1;
}

/** The norm where the squares themselves overflow. */
function scaledNorm(g: usize, bytes: i32, most: f64): f64 {
  let squares: f64 = 0;
  for (const end = g + bytes; g < end; g += SIZE) {
    const x = <f64>load<real>(g) / most;
    squares += x * x;
  }
  return most * Math.sqrt(squares);
}

/** opSkipProbe: settings. Whether no weight can stop being finite in this step. */
export function isOrdinary(ins: usize, pass: usize): bool {
  return setting(<usize>arg(ins, 0), settingBounded) !== 0 && number(pass, numberLargestGradient) < ordinary && number(pass, numberLargest) < ordinary;
}

@inline export function clipped(g: v128, clip: i32, limit: v128): v128 {
  if (clip === clipNone) return g;
  if (clip === clipValue) return v128.pmax<real>(v128.pmin<real>(g, limit), v128.neg<real>(limit));
  return v128.mul<real>(g, limit);
}

@inline export function clipOperand(settings: usize, clip: i32, pass: usize): v128 {
  return v128.splat<real>(<real>(clip === clipNorm ? number(pass, numberClipFactor) : setting(settings, settingClipLimit)));
}

@inline export function finished(unit: i32, to: i32, bytes: i32, top: v128, pass: usize): i32 {
  setPartial(pass, unit, top, 0);
  return to < bytes ? unit + 1 : -1;
}

/** Stochastic gradient descent as torch.optim.SGD. */
export function sgd(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), settings = <usize>arg(ins, 3), probe = arg(ins, 6) !== 0;
  const from = unit * updateBytes, to = min(bytes, from + updateBytes), clip = <i32>setting(settings, settingClip);
  const limit = clipOperand(settings, clip, pass), rate = v128.splat<real>(<real>number(pass, numberLearningRate));
  const decay = setting(settings, settingWeightDecay), vDecay = v128.splat<real>(<real>decay);
  const mu = v128.splat<real>(<real>setting(settings, settingMomentum));
  // The first step fills the momentum with the gradient itself.
  const first = number(pass, numberStep) === 0;
  const fresh = v128.splat<real>(first ? <real>1 : <real>(1 - setting(settings, settingDampening)));
  const nesterov = setting(settings, settingNesterov) !== 0, momentum = <usize>arg(ins, 4);
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, m = momentum + from, top = v128.splat<real>(0);
  for (const end = <usize>arg(ins, 0) + to; w < end; w += 16, g += 16, m += 16) {
    const weight = v128.load(w);
    let d = clipped(v128.load(g), clip, limit);
    if (decay !== 0) d = v128.add<real>(d, v128.mul<real>(vDecay, weight));
    if (momentum) {
      const v = first ? d : v128.add<real>(v128.mul<real>(mu, v128.load(m)), v128.mul<real>(fresh, d));
      if (!probe) {
        v128.store(m, v);
        top = larger(top, v);
      }
      d = nesterov ? v128.add<real>(d, v128.mul<real>(mu, v)) : v;
    }
    const next = v128.sub<real>(weight, v128.mul<real>(rate, d));
    top = larger(top, next);
    if (!probe) v128.store(w, next);
  }
  return finished(unit, to, bytes, top, pass);
}

/** Adam (Kingma & Ba 2015) as torch.optim.Adam, and with decoupled decay as torch.optim.AdamW. */
export function adam(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), settings = <usize>arg(ins, 3), probe = arg(ins, 6) !== 0;
  const from = unit * updateBytes, to = min(bytes, from + updateBytes), clip = <i32>setting(settings, settingClip);
  const limit = clipOperand(settings, clip, pass), step = number(pass, numberStep) + 1;
  const beta1 = setting(settings, settingBeta1), beta2 = setting(settings, settingBeta2);
  const rate = v128.splat<real>(<real>(number(pass, numberLearningRate) / (1 - power(beta1, step))));
  const correction = v128.splat<real>(<real>(1 / Math.sqrt(1 - power(beta2, step))));
  const b1 = v128.splat<real>(<real>beta1), n1 = v128.splat<real>(<real>(1 - beta1));
  const b2 = v128.splat<real>(<real>beta2), n2 = v128.splat<real>(<real>(1 - beta2));
  const epsilon = v128.splat<real>(<real>setting(settings, settingEpsilon));
  const decay = setting(settings, settingWeightDecay), vDecay = v128.splat<real>(<real>decay);
  const decoupled = setting(settings, settingDecoupled) !== 0, amsgrad = setting(settings, settingAmsgrad) !== 0;
  const shrink = v128.splat<real>(<real>(decoupled ? 1 - number(pass, numberLearningRate) * decay : 1));
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, top = v128.splat<real>(0);
  let first = <usize>arg(ins, 4) + from, second = <usize>arg(ins, 5) + from, third = <usize>arg(ins, 7) + from;
  const end = <usize>arg(ins, 0) + to;
  // Nearly always there is nothing else to do, and all that the loop holds stays in registers.
  if (!probe && clip === clipNone && decay === 0 && !amsgrad) {
    for (; w < end; w += 16, g += 16, first += 16, second += 16) {
      const d = v128.load(g);
      const m = v128.add<real>(v128.mul<real>(b1, v128.load(first)), v128.mul<real>(n1, d));
      const v = v128.add<real>(v128.mul<real>(b2, v128.load(second)), v128.mul<real>(n2, v128.mul<real>(d, d)));
      const scale = v128.add<real>(v128.mul<real>(v128.sqrt<real>(v), correction), epsilon);
      const next = v128.sub<real>(v128.load(w), v128.div<real>(v128.mul<real>(rate, m), scale));
      v128.store(first, m);
      v128.store(second, v);
      v128.store(w, next);
      top = larger(larger(top, next), m);
    }
    return finished(unit, to, bytes, top, pass);
  }
  for (; w < end; w += 16, g += 16, first += 16, second += 16, third += 16) {
    let weight = v128.load(w);
    let d = clipped(v128.load(g), clip, limit);
    if (decoupled) weight = v128.mul<real>(weight, shrink);
    else if (decay !== 0) d = v128.add<real>(d, v128.mul<real>(vDecay, weight));
    const m = v128.add<real>(v128.mul<real>(b1, v128.load(first)), v128.mul<real>(n1, d));
    const v = v128.add<real>(v128.mul<real>(b2, v128.load(second)), v128.mul<real>(n2, v128.mul<real>(d, d)));
    let divisor = v;
    if (amsgrad) {
      divisor = v128.pmax<real>(v128.load(third), v);
      if (!probe) v128.store(third, divisor);
    }
    const scale = v128.add<real>(v128.mul<real>(v128.sqrt<real>(divisor), correction), epsilon);
    const next = v128.sub<real>(weight, v128.div<real>(v128.mul<real>(rate, m), scale));
    top = larger(top, next);
    if (probe) continue;
    v128.store(first, m);
    v128.store(second, v);
    v128.store(w, next);
    top = larger(top, m);
  }
  return finished(unit, to, bytes, top, pass);
}

/** beta^step by squaring; steps are whole numbers up to 2^53. */
export function power(beta: f64, step: f64): f64 {
  let result: f64 = 1;
  for (let n = <i64>step; n > 0; n >>= 1) {
    if (n & 1) result *= beta;
    beta *= beta;
    if (beta === 0 && n > 1) return 0;
  }
  return result;
}
