// opDropout: x, xPanel, y, yPanel, width, two words of a key, threshold, scale (float64 in two words)
// y = x · scale where a hash of the key, the update, the row and the column reaches the threshold, else 0. Nothing
// is kept: the way back draws the same hashes again. With threshold 0 and scale 1 it copies.
import { numberStep } from "./layout";
import { number } from "./loss";
import { arg, PANEL, panels, SIZE } from "./panel";

const rowBlock = 8192;

/** Mixes 32 bits (Wellons 2018, "Prospecting for Hash Functions": lowbias32). */
@inline function hash(x: u32): u32 {
  x = (x ^ (x >> 16)) * 0x7feb352d;
  x = (x ^ (x >> 15)) * 0x846ca68b;
  return x ^ (x >> 16);
}

@inline function hashes(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(<i32>0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** All ones in the lanes of four columns that are kept. */
@inline function kept(row: u32, column: i32, threshold: v128): v128 {
  const columns = i32x4.add(i32x4.splat(column), i32x4(0, 1, 2, 3));
  const seeds = i32x4.add(i32x4.splat(<i32>row), i32x4.mul(columns, i32x4.splat(<i32>0x9e3779b9)));
  return i32x4.ge_u(hashes(seeds), threshold);
}

export function dropout(ins: usize, unit: i32, rows: i32, pass: usize): i32 {
  const width = arg(ins, 4), columns = panels(width), panel = unit % columns, from = (unit / columns) * rowBlock, to = min(rows, from + rowBlock);
  const scale = v128.splat<real>(<real>load<f64>(ins + 32 + 8)), threshold = i32x4.splat(arg(ins, 7)), step = <u64>number(pass, numberStep);
  const base = hash(<u32>step ^ <u32>arg(ins, 5)) + hash(<u32>(step >> 32) ^ <u32>arg(ins, 6));
  let x = <usize>arg(ins, 0) + <usize>panel * arg(ins, 1) + (<usize>from << 5), y = <usize>arg(ins, 2) + <usize>panel * arg(ins, 3) + (<usize>from << 5);
  for (let row = from; row < to; row++, x += 32, y += 32) {
    const seed = hash(base + <u32>row * 0x85ebca6b), first = kept(seed, panel * PANEL, threshold);
    const second = SIZE === 4 ? kept(seed, panel * PANEL + 4, threshold) : i64x2.extend_high_i32x4_s(first);
    v128.store(y, v128.and(v128.mul<real>(v128.load(x), scale), SIZE === 4 ? first : i64x2.extend_low_i32x4_s(first)));
    v128.store(y, v128.and(v128.mul<real>(v128.load(x, 16), scale), second), 16);
  }
  const next = unit + 1;
  return next < columns * ((rows + rowBlock - 1) / rowBlock) ? next : -1;
}
