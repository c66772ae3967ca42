// exp, tanh and the activations on vectors.
import {
  activationExponential,
  activationQuadratic,
  activationRelu,
  activationSigmoid,
  activationTanh,
} from "./layout";

@inline function poly(p: v128, x: v128, c: real): v128 {
  return v128.add<real>(v128.mul<real>(p, x), v128.splat<real>(c));
}

@inline function scaled(p: v128, n: v128): v128 {
  // 2^n in two factors, so that neither overflows while the product does not.
  if (sizeof<real>() === 4) {
    const k = i32x4.trunc_sat_f32x4_s(n), half = i32x4.shr_s(k, 1), bias = i32x4.splat(127);
    const a = i32x4.shl(i32x4.add(half, bias), 23), b = i32x4.shl(i32x4.add(i32x4.sub(k, half), bias), 23);
    return f32x4.mul(f32x4.mul(p, a), b);
  }
  const k = i32x4.trunc_sat_f64x2_s_zero(n), half = i32x4.shr_s(k, 1), bias = i32x4.splat(1023);
  const a = i64x2.shl(i64x2.extend_low_i32x4_s(i32x4.add(half, bias)), 52);
  const b = i64x2.shl(i64x2.extend_low_i32x4_s(i32x4.add(i32x4.sub(k, half), bias)), 52);
  return f64x2.mul(f64x2.mul(p, a), b);
}

// pmin and pmax keep what is not a number in their first argument, and are one instruction each.

/** e^x. float64 as fdlibm's e_exp.c, float32 as Cephes' expf.c. */
export function exp(x: v128): v128 {
  if (sizeof<real>() === 4) {
    x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-105));
    const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
    const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375))), f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
    let p = f32x4.splat(1.9875691500e-4);
    p = poly(p, r, 1.3981999507e-3);
    p = poly(p, r, 8.3334519073e-3);
    p = poly(p, r, 4.1665795894e-2);
    p = poly(p, r, 1.6666665459e-1);
    p = poly(p, r, 5.0000001201e-1);
    return scaled(f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1)), n);
  }
  x = f64x2.pmax(f64x2.pmin(x, f64x2.splat(710)), f64x2.splat(-746));
  const n = f64x2.nearest(f64x2.mul(x, f64x2.splat(1.4426950408889634)));
  const high = f64x2.sub(x, f64x2.mul(n, f64x2.splat(6.93147180369123816490e-1)));
  const low = f64x2.mul(n, f64x2.splat(1.90821492927058770002e-10));
  const r = f64x2.sub(high, low), t = f64x2.mul(r, r);
  let p = f64x2.splat(4.13813679705723846039e-8);
  p = poly(p, t, -1.65339022054652515390e-6);
  p = poly(p, t, 6.61375632143793436117e-5);
  p = poly(p, t, -2.77777777770155933842e-3);
  p = poly(p, t, 1.66666666666666019037e-1);
  const c = f64x2.sub(r, f64x2.mul(t, p)), one = f64x2.splat(1);
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(f64x2.splat(2), c));
  return scaled(f64x2.sub(one, f64x2.sub(f64x2.sub(low, quotient), high)), n);
}

@inline function oneMinusTwoOver(x: v128, magnitude: v128): v128 {
  const one = v128.splat<real>(1);
  const e = exp(v128.add<real>(magnitude, magnitude));
  const y = v128.sub<real>(one, v128.div<real>(v128.splat<real>(2), v128.add<real>(e, one)));
  return v128.or(y, v128.and(x, v128.splat<real>(-0.0)));
}

/** tanh: a rational near zero, 1 − 2/(e^2x + 1) elsewhere, as Cephes' tanh.c and tanhf.c. */
export function tanh(x: v128): v128 {
  const magnitude = v128.abs<real>(x), z = v128.mul<real>(x, x);
  const near = v128.lt<real>(magnitude, v128.splat<real>(0.625));
  let small: v128;
  if (sizeof<real>() === 4) {
    let p = v128.splat<real>(-5.70498872745e-3);
    p = poly(p, z, 2.06390887954e-2);
    p = poly(p, z, -5.37397155531e-2);
    p = poly(p, z, 1.33314422036e-1);
    p = poly(p, z, -3.33332819422e-1);
    small = v128.add<real>(v128.mul<real>(v128.mul<real>(p, z), x), x);
  } else {
    let p = v128.splat<real>(-9.64399179425052238628e-1);
    p = poly(p, z, -9.92877231001918586564e1);
    p = poly(p, z, -1.61468768441708447952e3);
    let q = v128.add<real>(z, v128.splat<real>(1.12811678491632931402e2));
    q = poly(q, z, 2.23548839060100448583e3);
    q = poly(q, z, 4.84406305325125486048e3);
    small = v128.add<real>(x, v128.mul<real>(v128.mul<real>(x, z), v128.div<real>(p, q)));
  }
  if (sizeof<real>() === 4 ? i32x4.all_true(near) : i64x2.all_true(near)) return small;
  return v128.bitselect(small, oneMinusTwoOver(x, magnitude), near);
}

export function sigmoid(x: v128): v128 {
  const one = v128.splat<real>(1);
  return v128.div<real>(one, v128.add<real>(one, exp(v128.neg<real>(x))));
}

/** The activation `kind` of the pre-activation x. */
@inline export function activate(kind: i32, x: v128): v128 {
  switch (kind) {
    case activationRelu: return v128.pmax<real>(x, v128.splat<real>(0));
    case activationQuadratic: return v128.mul<real>(x, x);
    case activationSigmoid: return sigmoid(x);
    case activationTanh: return tanh(x);
    case activationExponential: return exp(x);
    default: return x;
  }
}

/** The error times the activation's derivative. `kept` is the output; for `quadratic` the pre-activation. */
@inline export function throughActivation(kind: i32, error: v128, kept: v128): v128 {
  switch (kind) {
    case activationRelu: return v128.and(error, v128.gt<real>(kept, v128.splat<real>(0)));
    case activationQuadratic: return v128.mul<real>(error, v128.add<real>(kept, kept));
    case activationSigmoid:
      return v128.mul<real>(error, v128.mul<real>(kept, v128.sub<real>(v128.splat<real>(1), kept)));
    case activationTanh:
      return v128.mul<real>(error, v128.sub<real>(v128.splat<real>(1), v128.mul<real>(kept, kept)));
    case activationExponential: return v128.mul<real>(error, kept);
    default: return error;
  }
}
