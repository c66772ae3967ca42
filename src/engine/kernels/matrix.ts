// Register-blocked products of panels. The inner loops are not unrolled: V8 hoists the loads and then spills.
import { madd, PANEL, SIZE } from "./panel";

// Six rows need FMA: without it the temporaries of multiply and add spill.
@inline function tileRows(rows: i32): i32 {
  if (rows === 1) return 1;
  return ASC_FEATURE_RELAXED_SIMD && (rows === 5 || rows === 6 || rows > 8) ? 6 : 4;
}

/**
 * c [rows, one panel] = (or +=) a [rows, depth] · b [depth, one panel]. `aPanel` is the number of bytes from one
 * panel of a to the next. The last tile may read and write up to 3 rows past the end: matrices have that room.
 */
export function product(a: usize, aPanel: usize, b: usize, c: usize, rows: i32, depth: i32, add: bool): void {
  while (rows > 0) {
    const tile = tileRows(rows);
    if (tile === 6) six(a, aPanel, b, c, depth, add);
    else if (tile === 4) four(a, aPanel, b, c, depth, add);
    else one(a, aPanel, b, c, depth, add);
    a += <usize>tile << 5;
    c += <usize>tile << 5;
    rows -= tile;
  }
}

function six(a: usize, aPanel: usize, b: usize, c: usize, depth: i32, add: bool): void {
  const zero = v128.splat<real>(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
  if (add) {
    c00 = v128.load(c); c01 = v128.load(c, 16); c10 = v128.load(c, 32); c11 = v128.load(c, 48);
    c20 = v128.load(c, 64); c21 = v128.load(c, 80); c30 = v128.load(c, 96); c31 = v128.load(c, 112);
    c40 = v128.load(c, 128); c41 = v128.load(c, 144); c50 = v128.load(c, 160); c51 = v128.load(c, 176);
  }
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const stop = min(end, b + PANEL * 32);
    let k = a;
    while (b < stop) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let x = v128.load_splat<real>(k); c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load_splat<real>(k, 32); c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load_splat<real>(k, 64); c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load_splat<real>(k, 96); c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
      x = v128.load_splat<real>(k, 128); c40 = madd(x, b0, c40); c41 = madd(x, b1, c41);
      x = v128.load_splat<real>(k, 160); c50 = madd(x, b0, c50); c51 = madd(x, b1, c51);
      k += SIZE;
      b += 32;
    }
    a += aPanel;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80); v128.store(c, c30, 96); v128.store(c, c31, 112);
  v128.store(c, c40, 128); v128.store(c, c41, 144); v128.store(c, c50, 160); v128.store(c, c51, 176);
}

function four(a: usize, aPanel: usize, b: usize, c: usize, depth: i32, add: bool): void {
  const zero = v128.splat<real>(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero;
  if (add) {
    c00 = v128.load(c); c01 = v128.load(c, 16); c10 = v128.load(c, 32); c11 = v128.load(c, 48);
    c20 = v128.load(c, 64); c21 = v128.load(c, 80); c30 = v128.load(c, 96); c31 = v128.load(c, 112);
  }
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const stop = min(end, b + PANEL * 32);
    let k = a;
    while (b < stop) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      let x = v128.load_splat<real>(k); c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      x = v128.load_splat<real>(k, 32); c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
      x = v128.load_splat<real>(k, 64); c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
      x = v128.load_splat<real>(k, 96); c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
      k += SIZE;
      b += 32;
    }
    a += aPanel;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80); v128.store(c, c30, 96); v128.store(c, c31, 112);
}

function one(a: usize, aPanel: usize, b: usize, c: usize, depth: i32, add: bool): void {
  const zero = v128.splat<real>(0);
  let c00 = zero, c01 = zero;
  if (add) {
    c00 = v128.load(c); c01 = v128.load(c, 16);
  }
  const end = b + (<usize>depth << 5);
  while (b < end) {
    const stop = min(end, b + PANEL * 32);
    let k = a;
    while (b < stop) {
      const b0 = v128.load(b), b1 = v128.load(b, 16);
      const x = v128.load_splat<real>(k); c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
      k += SIZE;
      b += 32;
    }
    a += aPanel;
  }
  v128.store(c, c00); v128.store(c, c01, 16);
}

/**
 * c [4, one panel] = (or +=) aᵀ · b over `rows` rows, where a is four columns of a panel and b a whole panel:
 * four rows of a weight gradient.
 */
export function outer(a: usize, b: usize, c: usize, rows: i32, add: bool): void {
  const zero = v128.splat<real>(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero;
  if (add) {
    c00 = v128.load(c); c01 = v128.load(c, 16); c10 = v128.load(c, 32); c11 = v128.load(c, 48);
    c20 = v128.load(c, 64); c21 = v128.load(c, 80); c30 = v128.load(c, 96); c31 = v128.load(c, 112);
  }
  const end = b + (<usize>rows << 5);
  while (b < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load_splat<real>(a); c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
    x = v128.load_splat<real>(a, SIZE); c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
    x = v128.load_splat<real>(a, SIZE * 2); c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
    x = v128.load_splat<real>(a, SIZE * 3); c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
    a += 32;
    b += 32;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80); v128.store(c, c30, 96); v128.store(c, c31, 112);
}

/**
 * c [6, one panel] = (or +=) aᵀ · b over `rows` rows, where the columns of a stand from `a` on and, those past its
 * panel, from `next` on: `first` of them are of the first panel.
 */
export function outerSix(a: usize, next: usize, first: i32, b: usize, c: usize, rows: i32, add: bool): void {
  const zero = v128.splat<real>(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
  if (add) {
    c00 = v128.load(c); c01 = v128.load(c, 16); c10 = v128.load(c, 32); c11 = v128.load(c, 48);
    c20 = v128.load(c, 64); c21 = v128.load(c, 80); c30 = v128.load(c, 96); c31 = v128.load(c, 112);
    c40 = v128.load(c, 128); c41 = v128.load(c, 144); c50 = v128.load(c, 160); c51 = v128.load(c, 176);
  }
  let k1 = column(a, next, first, 1), k2 = column(a, next, first, 2), k3 = column(a, next, first, 3);
  let k4 = column(a, next, first, 4), k5 = column(a, next, first, 5);
  const end = b + (<usize>rows << 5);
  while (b < end) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load_splat<real>(a); c00 = madd(x, b0, c00); c01 = madd(x, b1, c01);
    x = v128.load_splat<real>(k1); c10 = madd(x, b0, c10); c11 = madd(x, b1, c11);
    x = v128.load_splat<real>(k2); c20 = madd(x, b0, c20); c21 = madd(x, b1, c21);
    x = v128.load_splat<real>(k3); c30 = madd(x, b0, c30); c31 = madd(x, b1, c31);
    x = v128.load_splat<real>(k4); c40 = madd(x, b0, c40); c41 = madd(x, b1, c41);
    x = v128.load_splat<real>(k5); c50 = madd(x, b0, c50); c51 = madd(x, b1, c51);
    a += 32; k1 += 32; k2 += 32; k3 += 32; k4 += 32; k5 += 32;
    b += 32;
  }
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c10, 32); v128.store(c, c11, 48);
  v128.store(c, c20, 64); v128.store(c, c21, 80); v128.store(c, c30, 96); v128.store(c, c31, 112);
  v128.store(c, c40, 128); v128.store(c, c41, 144); v128.store(c, c50, 160); v128.store(c, c51, 176);
}

@inline function column(a: usize, next: usize, first: i32, i: i32): usize {
  return i < first ? a + <usize>i * SIZE : next + <usize>(i - first) * SIZE;
}

/** A panel-sized square block, both with 32 bytes a row, transposed. */
@inline export function transpose(from: usize, to: usize): void {
  if (sizeof<real>() === 4) {
    quarter(from, to);
    quarter(from + 16, to + 128);
    quarter(from + 128, to + 16);
    quarter(from + 144, to + 144);
  } else {
    pair(from, to);
    pair(from + 16, to + 64);
    pair(from + 64, to + 16);
    pair(from + 80, to + 80);
  }
}

@inline function pair(from: usize, to: usize): void {
  const a = v128.load(from), b = v128.load(from, 32);
  v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
  v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 32);
}

@inline function quarter(from: usize, to: usize): void {
  const a = v128.load(from), b = v128.load(from, 32), c = v128.load(from, 64), d = v128.load(from, 96);
  const p = v128.shuffle<f32>(a, c, 0, 4, 1, 5), q = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
  const r = v128.shuffle<f32>(b, d, 0, 4, 1, 5), s = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(p, r, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<f32>(p, r, 2, 6, 3, 7), 32);
  v128.store(to, v128.shuffle<f32>(q, s, 0, 4, 1, 5), 64);
  v128.store(to, v128.shuffle<f32>(q, s, 2, 6, 3, 7), 96);
}
