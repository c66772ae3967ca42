// As many independent fused multiply-adds of 128 bits as fit in registers: nothing in WebAssembly is faster.

// @ts-expect-error: decorators are AssemblyScript's.
@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** `steps` times twelve multiply-adds of four numbers: 96 floating-point operations a step. Constants would be loaded at each use. */
export function spin(steps: i32, factor: f32, term: f32): f32 {
  const b = f32x4.splat(factor);
  const c = f32x4.splat(term);
  let a0 = f32x4.splat(0.0);
  let a1 = f32x4.splat(0.1);
  let a2 = f32x4.splat(0.2);
  let a3 = f32x4.splat(0.3);
  let a4 = f32x4.splat(0.4);
  let a5 = f32x4.splat(0.5);
  let a6 = f32x4.splat(0.6);
  let a7 = f32x4.splat(0.7);
  let a8 = f32x4.splat(0.8);
  let a9 = f32x4.splat(0.9);
  let a10 = f32x4.splat(1.0);
  let a11 = f32x4.splat(1.1);
  for (let step = 0; step < steps; step++) {
    a0 = multiplyAdd(a0, b, c);
    a1 = multiplyAdd(a1, b, c);
    a2 = multiplyAdd(a2, b, c);
    a3 = multiplyAdd(a3, b, c);
    a4 = multiplyAdd(a4, b, c);
    a5 = multiplyAdd(a5, b, c);
    a6 = multiplyAdd(a6, b, c);
    a7 = multiplyAdd(a7, b, c);
    a8 = multiplyAdd(a8, b, c);
    a9 = multiplyAdd(a9, b, c);
    a10 = multiplyAdd(a10, b, c);
    a11 = multiplyAdd(a11, b, c);
  }
  const low = f32x4.add(f32x4.add(a0, a1), f32x4.add(f32x4.add(a2, a3), f32x4.add(a4, a5)));
  const high = f32x4.add(f32x4.add(a6, a7), f32x4.add(f32x4.add(a8, a9), f32x4.add(a10, a11)));
  return f32x4.extract_lane(f32x4.add(low, high), 0);
}
