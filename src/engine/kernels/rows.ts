// Row-wise work between tables and panels: gather, output, softmax, and derivatives on their own.

import { derivative } from "./dense";
import { activate } from "./activations";
import { exp } from "./functions";
import { activationIdentity, activationRelu, passInputStart, passInputStride, passInputs, passOrder, passPosition, rowValues } from "./layout";
import { arg, laneMask, maximum, PANEL, panels, parameterOf, SIZE, sum } from "./panel";

@inline export function rowsPerUnit(width: i32): i32 {
  return max(1, rowValues / width);
}

@inline export function word(pass: usize, index: i32): i32 {
  return load<i32>(pass + (<usize>index << 2));
}

/** The sample number of row `row` of the batch at hand. */
@inline export function sampleOf(pass: usize, row: i32): usize {
  return <usize>load<u32>(<usize>word(pass, passOrder) + (<usize>(word(pass, passPosition) + row) << 2));
}

/** opGather: to, toPanel, width. Copies the batch's input vectors into panels. */
export function gather(ins: usize, unit: i32, rows: i32, pass: usize): i32 {
  const to = <usize>arg(ins, 0), panel = <usize>arg(ins, 1), width = arg(ins, 2), per = rowsPerUnit(width);
  const end = min(rows, (unit + 1) * per), starts = <usize>word(pass, passInputStart);
  const table = <usize>word(pass, passInputs), stride = <usize>word(pass, passInputStride) * SIZE;
  for (let row = unit * per; row < end; row++) {
    let from = table + <usize>load<u32>(starts + (sampleOf(pass, row) << 2)) * stride, at = to + (<usize>row << 5), left = width;
    for (; left >= PANEL; left -= PANEL, from += 32, at += panel) {
      v128.store(at, v128.load(from));
      v128.store(at, v128.load(from, 16), 16);
    }
    for (let i = 0; i < left; i++) store<real>(at + <usize>i * SIZE, load<real>(from + <usize>i * SIZE));
  }
  return end < rows ? unit + 1 : -1;
}

/** opOutput: from, fromPanel, width, to. Copies the outputs to row-major [rows, width]. */
export function output(ins: usize, unit: i32, rows: i32): i32 {
  const panel = <usize>arg(ins, 1), width = arg(ins, 2), per = rowsPerUnit(width), end = min(rows, (unit + 1) * per);
  for (let row = unit * per; row < end; row++) {
    const from = <usize>arg(ins, 0) + (<usize>row << 5), to = <usize>arg(ins, 3) + <usize>row * width * SIZE;
    for (let i = 0; i < width; i++)
      store<real>(to + <usize>i * SIZE, load<real>(from + <usize>(i / PANEL) * panel + <usize>(i % PANEL) * SIZE));
  }
  return end < rows ? unit + 1 : -1;
}

/** softmax of one row in place; `at` is its first panel. Returns the sum of exponentials; `top` is the row's maximum. */
export function softmaxRow(at: usize, panel: usize, width: i32, top: f64): f64 {
  const shift = v128.splat<real>(<real>top), count = panels(width);
  let total = v128.splat<real>(0), p = at;
  for (let i = 0; i < count; i++, p += panel) {
    const valid = width - i * PANEL;
    const e0 = v128.and(exp(v128.sub<real>(v128.load(p), shift)), laneMask(0, valid));
    const e1 = v128.and(exp(v128.sub<real>(v128.load(p, 16), shift)), laneMask(1, valid));
    v128.store(p, e0);
    v128.store(p, e1, 16);
    total = v128.add<real>(total, v128.add<real>(e0, e1));
  }
  const all = sum(total), scale = v128.splat<real>(<real>all);
  p = at;
  for (let i = 0; i < count; i++, p += panel) {
    v128.store(p, v128.div<real>(v128.load(p), scale));
    v128.store(p, v128.div<real>(v128.load(p, 16), scale), 16);
  }
  return all;
}

/** The largest of a row; not a number where one value is not. */
export function rowMaximum(at: usize, panel: usize, width: i32): f64 {
  const low = v128.splat<real>(<real>-Infinity);
  let top = low;
  for (let i = 0; i < panels(width); i++, at += panel) {
    const valid = width - i * PANEL;
    top = v128.max<real>(top, v128.bitselect(v128.load(at), low, laneMask(0, valid)));
    top = v128.max<real>(top, v128.bitselect(v128.load(at, 16), low, laneMask(1, valid)));
  }
  return maximum(top);
}

/** opSoftmax: values, panel, width. In place. */
export function softmax(ins: usize, unit: i32, rows: i32): i32 {
  const panel = <usize>arg(ins, 1), width = arg(ins, 2), per = rowsPerUnit(width), end = min(rows, (unit + 1) * per);
  for (let row = unit * per; row < end; row++) {
    const at = <usize>arg(ins, 0) + (<usize>row << 5);
    softmaxRow(at, panel, width, rowMaximum(at, panel, width));
  }
  return end < rows ? unit + 1 : -1;
}

/** opSoftmaxGradient: values, panel, error, errorPanel, width. error = values · (error − Σ error · values): the full Jacobian. */
export function softmaxGradient(ins: usize, unit: i32, rows: i32): i32 {
  const panel = <usize>arg(ins, 1), errorPanel = <usize>arg(ins, 3), width = arg(ins, 4), count = panels(width);
  const per = rowsPerUnit(width), end = min(rows, (unit + 1) * per);
  for (let row = unit * per; row < end; row++) {
    const values = <usize>arg(ins, 0) + (<usize>row << 5), error = <usize>arg(ins, 2) + (<usize>row << 5);
    let total = v128.splat<real>(0), v = values, e = error;
    for (let i = 0; i < count; i++, v += panel, e += errorPanel) {
      total = v128.add<real>(total, v128.mul<real>(v128.load(v), v128.load(e)));
      total = v128.add<real>(total, v128.mul<real>(v128.load(v, 16), v128.load(e, 16)));
    }
    const mean = v128.splat<real>(<real>sum(total));
    v = values;
    e = error;
    for (let i = 0; i < count; i++, v += panel, e += errorPanel) {
      v128.store(e, v128.mul<real>(v128.load(v), v128.sub<real>(v128.load(e), mean)));
      v128.store(e, v128.mul<real>(v128.load(v, 16), v128.sub<real>(v128.load(e, 16), mean)), 16);
    }
  }
  return end < rows ? unit + 1 : -1;
}

/** opActivate: x, xPanel, y, yPanel, width, activation. */
export function activateColumns(ins: usize, unit: i32, rows: i32): i32 {
  const count = panels(arg(ins, 4)), kind = arg(ins, 5), valid = arg(ins, 4) - unit * PANEL;
  const m0 = laneMask(0, valid), m1 = laneMask(1, valid), parameter = parameterOf(ins);
  let x = <usize>arg(ins, 0) + <usize>unit * arg(ins, 1), y = <usize>arg(ins, 2) + <usize>unit * arg(ins, 3);
  const end = x + (<usize>rows << 5), zero = v128.splat<real>(0);
  // Both keep the zeros of the columns past the last.
  if (kind === activationIdentity) memory.copy(y, x, <usize>rows << 5);
  else if (kind === activationRelu) for (; x < end; x += 16, y += 16) v128.store(y, v128.pmax<real>(v128.load(x), zero));
  else
    for (; x < end; x += 32, y += 32) {
      v128.store(y, v128.and(activate(kind, v128.load(x), parameter), m0));
      v128.store(y, v128.and(activate(kind, v128.load(x, 16), parameter), m1), 16);
    }
  return unit + 1 < count ? unit + 1 : -1;
}

/** opDerivative: error, panel, kept, keptPanel, width, activation. */
export function derivatives(ins: usize, unit: i32, rows: i32): i32 {
  const panel = <usize>arg(ins, 1), kind = arg(ins, 5), count = panels(arg(ins, 4));
  if (kind === activationIdentity) return -1;
  derivative(<usize>arg(ins, 0) + <usize>unit * panel, <usize>arg(ins, 2) + <usize>unit * arg(ins, 3), rows, kind, parameterOf(ins));
  return unit + 1 < count ? unit + 1 : -1;
}
