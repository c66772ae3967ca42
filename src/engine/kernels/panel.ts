// A panel is 8 columns of float32 or 4 of float64: 32 bytes a row, two vectors. Matrices are lists of panels,
// each [rows][columns of the panel], so that every kernel walks memory in order.
import { panelBytes, wordParameter } from "./layout";

@inline export const SIZE: usize = sizeof<real>();
@inline export const LANES: i32 = 16 / <i32>sizeof<real>();
@inline export const PANEL: i32 = panelBytes / <i32>sizeof<real>();

@inline export function panels(columns: i32): i32 {
  return (columns + PANEL - 1) / PANEL;
}

/** Argument i of the instruction at `ins`. */
@inline export function arg(ins: usize, i: i32): i32 {
  return load<i32>(ins + (<usize>i << 2), 8);
}

/** The activation's parameter of the instruction at `ins`, in every lane. */
@inline export function parameterOf(ins: usize): v128 {
  return v128.splat<real>(<real>load<f64>(ins, wordParameter * 4));
}

@inline export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<real>(a, b, c);
  return v128.add<real>(c, v128.mul<real>(a, b));
}

/** All ones in the lanes of vector `half` (0 or 1) of a panel that stand below column `valid`. */
@inline export function laneMask(half: i32, valid: i32): v128 {
  if (sizeof<real>() === 4) return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(valid - half * 4));
  return i64x2.lt_s(i64x2(0, 1), i64x2.splat(<i64>(valid - half * 2)));
}

@inline export function sum(x: v128): f64 {
  if (sizeof<real>() === 4)
    return <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1) + <f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3);
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/**
 * The larger magnitudes of two vectors, as bits: their order is that of the numbers, with infinity and then what is
 * not a number at the top. One instruction where `v128.max` takes several. In float64 the upper halves alone count.
 */
@inline export function larger(top: v128, x: v128): v128 {
  return i32x4.max_u(top, v128.abs<real>(x));
}

/** The largest magnitude gathered by `larger`, in float64 rounded up; not finite where one was not. */
export function largest(top: v128): f64 {
  if (sizeof<real>() === 4) {
    const bits = max(max(i32x4.extract_lane(top, 0), i32x4.extract_lane(top, 1)), max(i32x4.extract_lane(top, 2), i32x4.extract_lane(top, 3)));
    return <f64>reinterpret<f32>(bits);
  }
  const bits = max(i32x4.extract_lane(top, 1), i32x4.extract_lane(top, 3));
  return reinterpret<f64>((<u64>bits << 32) | 0xffffffff);
}

/** The largest lane; not a number where one lane is not. */
@inline export function maximum(x: v128): f64 {
  if (sizeof<real>() === 4)
    return max(
      max(<f64>f32x4.extract_lane(x, 0), <f64>f32x4.extract_lane(x, 1)),
      max(<f64>f32x4.extract_lane(x, 2), <f64>f32x4.extract_lane(x, 3)),
    );
  return max(f64x2.extract_lane(x, 0), f64x2.extract_lane(x, 1));
}
