// The activations and their derivatives on vectors. `parameter` is the slope of leakyRelu.
import { exp, expMinusOne, logOnePlus, normalCumulative, sigmoid, sine, tanh } from "./functions";
import {
  activationElu,
  activationExponential,
  activationGelu,
  activationLeakyRelu,
  activationMish,
  activationQuadratic,
  activationRelu,
  activationSelu,
  activationSigmoid,
  activationSilu,
  activationSin,
  activationSoftplus,
  activationSoftsign,
  activationTanh,
} from "./layout";

const seluAlpha: f64 = 1.6732632423543772848170429916717;
const seluScale: f64 = 1.0507009873554804934193349852946;
/** From here on softplus is x itself, as in PyTorch. */
const softplusLinear: f64 = 20;

@inline function splat(x: f64): v128 {
  return v128.splat<real>(<real>x);
}

@inline function isPositive(x: v128): v128 {
  return v128.gt<real>(x, splat(0));
}

/** x where it is above 0, else `below`. */
@inline function orBelow(x: v128, below: v128): v128 {
  return v128.bitselect(x, below, isPositive(x));
}

/** What is at most 0 of x, and what is not a number. */
@inline function notAbove(x: v128): v128 {
  return v128.pmin<real>(x, splat(0));
}

function softplus(x: v128): v128 {
  const rest = logOnePlus(exp(v128.neg<real>(v128.abs<real>(x))));
  const sum = v128.add<real>(v128.pmax<real>(x, splat(0)), rest);
  return v128.bitselect(x, sum, v128.gt<real>(x, splat(softplusLinear)));
}

/** tanh(softplus x) = n / (n + 2) with n = e^2x + 2e^x. */
function tanhOfSoftplus(x: v128): v128 {
  const e = exp(v128.pmin<real>(x, splat(softplusLinear))), n = v128.mul<real>(e, v128.add<real>(e, splat(2)));
  return v128.div<real>(n, v128.add<real>(n, splat(2)));
}

/** The density of the normal distribution. */
@inline function normalDensity(x: v128): v128 {
  return v128.mul<real>(splat(0.39894228040143267794), exp(v128.mul<real>(splat(-0.5), v128.mul<real>(x, x))));
}

function geluSlope(x: v128): v128 {
  return v128.add<real>(normalCumulative(x), v128.mul<real>(x, normalDensity(x)));
}

function siluSlope(x: v128): v128 {
  const s = sigmoid(x);
  return v128.mul<real>(s, v128.add<real>(splat(1), v128.mul<real>(x, v128.sub<real>(splat(1), s))));
}

function mishSlope(x: v128): v128 {
  const t = tanhOfSoftplus(x), bend = v128.mul<real>(v128.sub<real>(splat(1), v128.mul<real>(t, t)), sigmoid(x));
  return v128.add<real>(t, v128.mul<real>(x, bend));
}

/** The activation `kind` of the pre-activation x. */
export function activate(kind: i32, x: v128, parameter: v128): v128 {
  switch (kind) {
    case activationRelu: return v128.pmax<real>(x, splat(0));
    case activationQuadratic: return v128.mul<real>(x, x);
    case activationSigmoid: return sigmoid(x);
    case activationTanh: return tanh(x);
    case activationExponential: return exp(x);
    case activationLeakyRelu: return orBelow(x, v128.mul<real>(parameter, x));
    case activationElu: return orBelow(x, expMinusOne(notAbove(x)));
    case activationSelu: return v128.mul<real>(splat(seluScale), orBelow(x, v128.mul<real>(splat(seluAlpha), expMinusOne(notAbove(x)))));
    case activationSoftplus: return softplus(x);
    case activationSoftsign: return v128.div<real>(x, v128.add<real>(splat(1), v128.abs<real>(x)));
    case activationGelu: return v128.mul<real>(x, normalCumulative(x));
    case activationSilu: return v128.mul<real>(x, sigmoid(x));
    case activationMish: return v128.mul<real>(x, tanhOfSoftplus(x));
    case activationSin: return sine(x, 0);
    default: return x;
  }
}

/** The activation's derivative. `kept` is the output; for those that need it (`fromInput`) the pre-activation. */
@inline function slope(kind: i32, kept: v128, parameter: v128): v128 {
  const one = splat(1);
  switch (kind) {
    case activationQuadratic: return v128.add<real>(kept, kept);
    case activationSigmoid: return v128.mul<real>(kept, v128.sub<real>(one, kept));
    case activationTanh: return v128.sub<real>(one, v128.mul<real>(kept, kept));
    case activationExponential: return kept;
    case activationLeakyRelu: return v128.bitselect(one, parameter, isPositive(kept));
    case activationElu: return v128.bitselect(one, v128.add<real>(kept, one), isPositive(kept));
    case activationSelu: return v128.bitselect(splat(seluScale), v128.add<real>(kept, splat(seluScale * seluAlpha)), isPositive(kept));
    // 1 − e^(−softplus x) is sigmoid x.
    case activationSoftplus: {
      const below = v128.neg<real>(expMinusOne(v128.neg<real>(kept)));
      return v128.bitselect(one, below, v128.gt<real>(kept, splat(softplusLinear)));
    }
    case activationSoftsign: {
      const rest = v128.sub<real>(one, v128.abs<real>(kept));
      return v128.mul<real>(rest, rest);
    }
    case activationGelu: return geluSlope(kept);
    case activationSilu: return siluSlope(kept);
    case activationMish: return mishSlope(kept);
    case activationSin: return sine(kept, 1);
    default: return one;
  }
}

/** The error times the activation's derivative. */
export function throughActivation(kind: i32, error: v128, kept: v128, parameter: v128): v128 {
  if (kind === activationRelu) return v128.and(error, isPositive(kept));
  return v128.mul<real>(error, slope(kind, kept, parameter));
}
