// Optimizers whose steps are scaled weight by weight, besides Adam: the arguments are those of update.ts.
import {
  numberLearningRate,
  numberMomentumProduct,
  numberStep,
  settingBeta1,
  settingBeta2,
  settingCentered,
  settingClip,
  settingEpsilon,
  settingLearningRateDecay,
  settingMomentum,
  settingMomentumDecay,
  settingSquareDecay,
  settingWeightDecay,
  updateBytes,
} from "./layout";
import { number, setNumber } from "./loss";
import { arg, larger } from "./panel";
import { clipOperand, clipped, finished, power, setting } from "./update";

@inline function splat(x: f64): v128 {
  return v128.splat<real>(<real>x);
}

/** The running mean: decay · mean + (1 − decay) · value. */
@inline function moved(mean: v128, value: v128, decay: v128, rest: v128): v128 {
  return v128.add<real>(v128.mul<real>(decay, mean), v128.mul<real>(rest, value));
}

/** Clipped gradient with the weight decay added. */
@inline function gradient(g: usize, weight: v128, clip: i32, limit: v128, decay: v128): v128 {
  return v128.add<real>(clipped(v128.load(g), clip, limit), v128.mul<real>(decay, weight));
}

/** RMSprop (Hinton 2012) as torch.optim.RMSprop. States: mean square, mean, momentum. */
export function rmsprop(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), settings = <usize>arg(ins, 3), probe = arg(ins, 6) !== 0;
  const from = unit * updateBytes, to = min(bytes, from + updateBytes), clip = <i32>setting(settings, settingClip), limit = clipOperand(settings, clip, pass);
  const decay = splat(setting(settings, settingWeightDecay)), rate = splat(number(pass, numberLearningRate)), zero = splat(0);
  const alpha = setting(settings, settingSquareDecay), keep = splat(alpha), rest = splat(1 - alpha), epsilon = splat(setting(settings, settingEpsilon));
  const mu = splat(setting(settings, settingMomentum)), centered = setting(settings, settingCentered) !== 0, momentum = <usize>arg(ins, 7);
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, square = <usize>arg(ins, 4) + from, mean = <usize>arg(ins, 5) + from, velocity = momentum + from;
  let top = zero;
  for (const end = <usize>arg(ins, 0) + to; w < end; w += 16, g += 16, square += 16, mean += 16, velocity += 16) {
    const weight = v128.load(w), d = gradient(g, weight, clip, limit, decay);
    const s = moved(v128.load(square), v128.mul<real>(d, d), keep, rest);
    let variance = s;
    if (centered) {
      const old = v128.load(mean), m = v128.add<real>(old, v128.mul<real>(rest, v128.sub<real>(d, old)));
      if (!probe) v128.store(mean, m);
      // Rounding can take the variance of a steady gradient below 0.
      variance = v128.pmax<real>(v128.sub<real>(s, v128.mul<real>(m, m)), zero);
    }
    let step = v128.div<real>(d, v128.add<real>(v128.sqrt<real>(variance), epsilon));
    if (momentum) {
      step = v128.add<real>(v128.mul<real>(mu, v128.load(velocity)), step);
      if (!probe) v128.store(velocity, step);
      top = larger(top, step);
    }
    const next = v128.sub<real>(weight, v128.mul<real>(rate, step));
    top = larger(top, next);
    if (probe) continue;
    v128.store(square, s);
    v128.store(w, next);
  }
  return finished(unit, to, bytes, top, pass);
}

/** Adagrad (Duchi et al. 2011) as torch.optim.Adagrad. State: sum of squares. */
export function adagrad(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), settings = <usize>arg(ins, 3), probe = arg(ins, 6) !== 0;
  const from = unit * updateBytes, to = min(bytes, from + updateBytes), clip = <i32>setting(settings, settingClip), limit = clipOperand(settings, clip, pass);
  const decay = splat(setting(settings, settingWeightDecay)), epsilon = splat(setting(settings, settingEpsilon));
  const rate = splat(number(pass, numberLearningRate) / (1 + number(pass, numberStep) * setting(settings, settingLearningRateDecay)));
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, squares = <usize>arg(ins, 4) + from, top = splat(0);
  for (const end = <usize>arg(ins, 0) + to; w < end; w += 16, g += 16, squares += 16) {
    const weight = v128.load(w), d = gradient(g, weight, clip, limit, decay);
    const s = v128.add<real>(v128.load(squares), v128.mul<real>(d, d));
    const next = v128.sub<real>(weight, v128.div<real>(v128.mul<real>(rate, d), v128.add<real>(v128.sqrt<real>(s), epsilon)));
    top = larger(top, next);
    if (probe) continue;
    v128.store(squares, s);
    v128.store(w, next);
  }
  return finished(unit, to, bytes, top, pass);
}

/** Adadelta (Zeiler 2012) as torch.optim.Adadelta. States: mean square, mean squared step. */
export function adadelta(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), settings = <usize>arg(ins, 3), probe = arg(ins, 6) !== 0;
  const from = unit * updateBytes, to = min(bytes, from + updateBytes), clip = <i32>setting(settings, settingClip), limit = clipOperand(settings, clip, pass);
  const decay = splat(setting(settings, settingWeightDecay)), epsilon = splat(setting(settings, settingEpsilon)), rate = splat(number(pass, numberLearningRate));
  const rho = setting(settings, settingSquareDecay), keep = splat(rho), rest = splat(1 - rho);
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, square = <usize>arg(ins, 4) + from, steps = <usize>arg(ins, 5) + from, top = splat(0);
  for (const end = <usize>arg(ins, 0) + to; w < end; w += 16, g += 16, square += 16, steps += 16) {
    const weight = v128.load(w), d = gradient(g, weight, clip, limit, decay), before = v128.load(steps);
    const s = moved(v128.load(square), v128.mul<real>(d, d), keep, rest);
    const scale = v128.div<real>(v128.sqrt<real>(v128.add<real>(before, epsilon)), v128.sqrt<real>(v128.add<real>(s, epsilon)));
    const step = v128.mul<real>(scale, d), next = v128.sub<real>(weight, v128.mul<real>(rate, step));
    top = larger(larger(top, next), step);
    if (probe) continue;
    v128.store(square, s);
    v128.store(steps, moved(before, v128.mul<real>(step, step), keep, rest));
    v128.store(w, next);
  }
  return finished(unit, to, bytes, top, pass);
}

/** NAdam (Dozat 2016) as torch.optim.NAdam. States: mean, mean square. */
export function nadam(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), settings = <usize>arg(ins, 3), probe = arg(ins, 6) !== 0;
  const from = unit * updateBytes, to = min(bytes, from + updateBytes), clip = <i32>setting(settings, settingClip), limit = clipOperand(settings, clip, pass);
  const step = number(pass, numberStep) + 1, learningRate = number(pass, numberLearningRate), decay = splat(setting(settings, settingWeightDecay));
  const beta1 = setting(settings, settingBeta1), beta2 = setting(settings, settingBeta2), psi = setting(settings, settingMomentumDecay);
  const mu = momentumAt(step, beta1, psi), nextMu = momentumAt(step + 1, beta1, psi), product = productBefore(pass) * mu;
  const correction = splat(1 / Math.sqrt(1 - power(beta2, step))), epsilon = splat(setting(settings, settingEpsilon));
  const ofGradient = splat((learningRate * (1 - mu)) / (1 - product)), ofMean = splat((learningRate * nextMu) / (1 - product * nextMu));
  const b1 = splat(beta1), n1 = splat(1 - beta1), b2 = splat(beta2), n2 = splat(1 - beta2);
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, first = <usize>arg(ins, 4) + from, second = <usize>arg(ins, 5) + from, top = splat(0);
  for (const end = <usize>arg(ins, 0) + to; w < end; w += 16, g += 16, first += 16, second += 16) {
    const weight = v128.load(w), d = gradient(g, weight, clip, limit, decay);
    const m = moved(v128.load(first), d, b1, n1), v = moved(v128.load(second), v128.mul<real>(d, d), b2, n2);
    const scale = v128.add<real>(v128.mul<real>(v128.sqrt<real>(v), correction), epsilon);
    const change = v128.add<real>(v128.mul<real>(ofGradient, d), v128.mul<real>(ofMean, m));
    const next = v128.sub<real>(weight, v128.div<real>(change, scale));
    top = larger(top, next);
    if (probe) continue;
    v128.store(first, m);
    v128.store(second, v);
    v128.store(w, next);
    top = larger(top, m);
  }
  return finished(unit, to, bytes, top, pass);
}

@inline function momentumAt(step: f64, beta1: f64, decay: f64): f64 {
  return beta1 * (1 - 0.5 * Math.pow(0.96, step * decay));
}

/** The product of the momenta of all updates before the one at hand. */
@inline function productBefore(pass: usize): f64 {
  return number(pass, numberStep) === 0 ? 1 : number(pass, numberMomentumProduct);
}

/** opNadamEnd: settings. Takes the update's momentum into the product, once all units have read it. */
export function endNadam(ins: usize, pass: usize): i32 {
  const settings = <usize>arg(ins, 0);
  const mu = momentumAt(number(pass, numberStep) + 1, setting(settings, settingBeta1), setting(settings, settingMomentumDecay));
  setNumber(pass, numberMomentumProduct, productBefore(pass) * mu);
  return -1;
}

/** Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", program 1). State: mean. */
export function lion(ins: usize, unit: i32, pass: usize): i32 {
  const bytes = arg(ins, 2), settings = <usize>arg(ins, 3), probe = arg(ins, 6) !== 0;
  const from = unit * updateBytes, to = min(bytes, from + updateBytes), clip = <i32>setting(settings, settingClip), limit = clipOperand(settings, clip, pass);
  const learningRate = number(pass, numberLearningRate), shrink = splat(1 - learningRate * setting(settings, settingWeightDecay)), zero = splat(0);
  const beta1 = setting(settings, settingBeta1), beta2 = setting(settings, settingBeta2), rate = splat(learningRate), signBit = splat(-0.0);
  const b1 = splat(beta1), n1 = splat(1 - beta1), b2 = splat(beta2), n2 = splat(1 - beta2);
  let w = <usize>arg(ins, 0) + from, g = <usize>arg(ins, 1) + from, mean = <usize>arg(ins, 4) + from, top = zero;
  for (const end = <usize>arg(ins, 0) + to; w < end; w += 16, g += 16, mean += 16) {
    const d = clipped(v128.load(g), clip, limit), m = v128.load(mean), direction = moved(m, d, b1, n1);
    const step = v128.and(v128.or(rate, v128.and(direction, signBit)), v128.ne<real>(direction, zero));
    const next = v128.sub<real>(v128.mul<real>(v128.load(w), shrink), step), nextMean = moved(m, d, b2, n2);
    top = larger(larger(top, next), nextMean);
    if (probe) continue;
    v128.store(mean, nextMean);
    v128.store(w, next);
  }
  return finished(unit, to, bytes, top, pass);
}
