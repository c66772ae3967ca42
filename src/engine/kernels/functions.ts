// Elementary functions on vectors.

@inline export function poly(p: v128, x: v128, c: real): v128 {
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

/** e^x − 1 for x ≤ 0, accurate near 0: 2t / (1 − t) with t = tanh(x / 2). */
export function expMinusOne(x: v128): v128 {
  const one = v128.splat<real>(1), t = tanh(v128.mul<real>(x, v128.splat<real>(0.5)));
  return v128.div<real>(v128.add<real>(t, t), v128.sub<real>(one, t));
}

/** log(1 + u) for 0 ≤ u ≤ 1: 2 atanh(s) with s = u / (2 + u), by its series. */
export function logOnePlus(u: v128): v128 {
  const s = v128.div<real>(u, v128.add<real>(u, v128.splat<real>(2))), z = v128.mul<real>(s, s);
  let p = v128.splat<real>(0);
  // The rest of the series after the k-th term is below (1/9)^k.
  for (let k = sizeof<real>() === 4 ? 8 : 17; k >= 0; k--) p = poly(p, z, <real>(2 / <f64>(2 * k + 1)));
  return v128.mul<real>(p, s);
}

@inline function polyOf4(x: v128, a: real, b: real, c: real, d: real): v128 {
  return poly(poly(poly(v128.splat<real>(a), x, b), x, c), x, d);
}

/** e^(−x²): x² in two parts, so that its rounding does not grow with it. */
@inline function expOfMinusSquare(x: v128): v128 {
  const sixteen = v128.splat<real>(16), high = v128.div<real>(v128.trunc<real>(v128.mul<real>(x, sixteen)), sixteen);
  const low = v128.mul<real>(v128.sub<real>(x, high), v128.add<real>(x, high));
  return v128.mul<real>(exp(v128.neg<real>(v128.mul<real>(high, high))), exp(v128.neg<real>(low)));
}

/** The error function up to 0.46875, and 1 minus it beyond, as W. J. Cody 1969 ("Rational Chebyshev Approximations for the Error Function"). */
function erfNear(x: v128): v128 {
  const z = v128.mul<real>(x, x);
  const p = poly(polyOf4(z, 1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2), z, 3.20937758913846947e3);
  const q = poly(polyOf4(z, 1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3), z, 2.84423683343917062e3);
  return v128.mul<real>(x, v128.div<real>(p, q));
}

function erfcMiddle(x: v128): v128 {
  let p = polyOf4(x, 2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1);
  p = poly(poly(poly(poly(poly(p, x, 2.98635138197400131e2), x, 8.81952221241769090e2), x, 1.71204761263407058e3), x, 2.05107837782607147e3), x, 1.23033935479799725e3);
  let q = polyOf4(x, 1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2);
  q = poly(poly(poly(poly(poly(q, x, 1.62138957456669019e3), x, 3.29079923573345963e3), x, 4.36261909014324716e3), x, 3.43936767414372164e3), x, 1.23033935480374942e3);
  return v128.mul<real>(expOfMinusSquare(x), v128.div<real>(p, q));
}

function erfcFar(x: v128): v128 {
  const z = v128.div<real>(v128.splat<real>(1), v128.mul<real>(x, x));
  const p = poly(poly(polyOf4(z, 1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1), z, 1.60837851487422766e-2), z, 6.58749161529837803e-4);
  const q = poly(poly(polyOf4(z, 1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1), z, 6.05183413124413191e-2), z, 2.33520497626869185e-3);
  const tail = v128.sub<real>(v128.splat<real>(5.6418958354775628695e-1), v128.mul<real>(z, v128.div<real>(p, q)));
  return v128.mul<real>(expOfMinusSquare(x), v128.div<real>(tail, x));
}

/** The normal distribution's function Φ(x) = erfc(−x / √2) / 2, accurate in its tail. */
export function normalCumulative(x: v128): v128 {
  const half = v128.splat<real>(0.5), one = v128.splat<real>(1), u = v128.mul<real>(x, v128.splat<real>(0.70710678118654752440));
  const size = v128.abs<real>(u), near = v128.add<real>(half, v128.mul<real>(half, erfNear(u)));
  const isNear = v128.le<real>(size, v128.splat<real>(0.46875));
  if (sizeof<real>() === 4 ? i32x4.all_true(isNear) : i64x2.all_true(isNear)) return near;
  // Beyond 40 the tail is 0 in both precisions, and the polynomials would overflow.
  const bounded = v128.pmin<real>(v128.pmax<real>(size, v128.splat<real>(0.46875)), v128.splat<real>(40));
  const far = v128.gt<real>(bounded, v128.splat<real>(4));
  let tail = erfcMiddle(v128.pmin<real>(bounded, v128.splat<real>(4)));
  if (v128.any_true(far)) tail = v128.bitselect(erfcFar(v128.pmax<real>(bounded, v128.splat<real>(4))), tail, far);
  tail = v128.mul<real>(half, tail);
  const below = v128.lt<real>(u, v128.splat<real>(0)), beyond = v128.bitselect(tail, v128.sub<real>(one, tail), below);
  // What is not a number stays so.
  return v128.add<real>(v128.bitselect(near, beyond, isNear), v128.sub<real>(v128.sub<real>(x, x), v128.sub<real>(x, x)));
}

/** sin x, or with `shift` 1 cos x: reduced by multiples of π/2 in three parts (Cody & Waite), then Cephes' polynomials. */
export function sine(x: v128, shift: i32): v128 {
  const limit = v128.splat<real>(sizeof<real>() === 4 ? 8192 : 1e8);
  const small = v128.lt<real>(v128.abs<real>(x), limit);
  if (!(sizeof<real>() === 4 ? i32x4.all_true(small) : i64x2.all_true(small))) return lanewiseSine(x, shift);
  const quotient = v128.nearest<real>(v128.mul<real>(x, v128.splat<real>(0.63661977236758134308)));
  let r: v128, s: v128, c: v128, n: v128;
  if (sizeof<real>() === 4) {
    r = f32x4.sub(x, f32x4.mul(quotient, f32x4.splat(1.5703125)));
    r = f32x4.sub(r, f32x4.mul(quotient, f32x4.splat(4.837512969970703125e-4)));
    r = f32x4.sub(r, f32x4.mul(quotient, f32x4.splat(7.54978995489188216e-8)));
    const z = f32x4.mul(r, r);
    s = poly(poly(f32x4.splat(-1.9515295891e-4), z, 8.3321608736e-3), z, -1.6666654611e-1);
    c = poly(poly(f32x4.splat(2.443315711809948e-5), z, -1.388731625493765e-3), z, 4.166664568298827e-2);
    n = i32x4.trunc_sat_f32x4_s(quotient);
  } else {
    r = f64x2.sub(x, f64x2.mul(quotient, f64x2.splat(1.57079625129699707031)));
    r = f64x2.sub(r, f64x2.mul(quotient, f64x2.splat(7.54978941586159635335e-8)));
    r = f64x2.sub(r, f64x2.mul(quotient, f64x2.splat(5.39030285815811843100e-15)));
    const z = f64x2.mul(r, r);
    s = polyOf4(z, 1.58962301576546568060e-10, -2.50507477628578072866e-8, 2.75573136213857245213e-6, -1.98412698295895385996e-4);
    s = poly(poly(s, z, 8.33333333332211858878e-3), z, -1.66666666666666307295e-1);
    c = polyOf4(z, -1.13585365213876817300e-11, 2.08757008419747316778e-9, -2.75573141792967388112e-7, 2.48015872888517045348e-5);
    c = poly(poly(c, z, -1.38888888888730564116e-3), z, 4.16666666666665929218e-2);
    n = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(quotient));
  }
  const z = v128.mul<real>(r, r), half = v128.splat<real>(0.5), one = v128.splat<real>(1);
  const ofSine = v128.add<real>(r, v128.mul<real>(r, v128.mul<real>(z, s)));
  const ofCosine = v128.add<real>(v128.sub<real>(one, v128.mul<real>(half, z)), v128.mul<real>(v128.mul<real>(z, z), c));
  if (sizeof<real>() === 4) {
    n = i32x4.add(n, i32x4.splat(shift));
    const odd = i32x4.eq(v128.and(n, i32x4.splat(1)), i32x4.splat(1));
    return v128.xor(v128.bitselect(ofCosine, ofSine, odd), i32x4.shl(v128.and(n, i32x4.splat(2)), 30));
  }
  n = i64x2.add(n, i64x2.splat(<i64>shift));
  const odd = i64x2.eq(v128.and(n, i64x2.splat(1)), i64x2.splat(1));
  return v128.xor(v128.bitselect(ofCosine, ofSine, odd), i64x2.shl(v128.and(n, i64x2.splat(2)), 62));
}

function lanewiseSine(x: v128, shift: i32): v128 {
  let result = x;
  for (let lane = 0; lane < 16 / <i32>sizeof<real>(); lane++) {
    if (sizeof<real>() === 4) {
      const value = <f64>f32x4.extract_lane(x, 0), y = <f32>(shift ? Math.cos(value) : Math.sin(value));
      result = f32x4.replace_lane(v128.shuffle<f32>(result, result, 1, 2, 3, 0), 3, y);
      x = v128.shuffle<f32>(x, x, 1, 2, 3, 0);
    } else {
      const value = f64x2.extract_lane(x, 0);
      result = f64x2.replace_lane(v128.shuffle<f64>(result, result, 1, 0), 1, shift ? Math.cos(value) : Math.sin(value));
      x = v128.shuffle<f64>(x, x, 1, 0);
    }
  }
  return result;
}
