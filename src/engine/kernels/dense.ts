// The dense layer: forward, the error of its input, and the gradient of its weights.
// Arguments of the three (bytes and counts):
//   opDense                  x, xPanel, kernel, bias, y, yPanel, inputs, units, activation, kept
//   opDenseInputGradient     error, errorPanel, kernel, before, beforePanel, inputs, units, activation, kept, scratch, keptPanel
//   opDenseWeightGradient    x, xPanel, error, errorPanel, kernelGradient, biasGradient, inputs, units
// One unit of work is at most `rowBlock` rows, `depthBlock` steps of the sum and one panel, a few million
// operations, so that a slice of training can end between two units at any size.

import { activate, throughActivation } from "./activations";
import { activationIdentity, activationRelu, depthBlock, gradientRows, inputBlock, rowBlock, scratchBytes } from "./layout";
import { outer, outerSix, product, transpose } from "./matrix";
import { arg, laneMask, PANEL, panels, parameterOf, SIZE } from "./panel";
import { self } from "./threads";

@inline function blocks(count: i32, size: i32): i32 {
  return (count + size - 1) / size;
}

export function dense(ins: usize, unit: i32, rows: i32): i32 {
  const inputs = arg(ins, 6), units = arg(ins, 7), columns = panels(units), steps = blocks(inputs, depthBlock);
  const panel = unit % columns, step = (unit / columns) % steps, block = unit / columns / steps;
  const from = block * rowBlock, count = min(rowBlock, rows - from), start = step * depthBlock;
  const xPanel = <usize>arg(ins, 1), yOffset = <usize>panel * arg(ins, 5) + (<usize>from << 5), y = <usize>arg(ins, 4) + yOffset;
  const x = <usize>arg(ins, 0) + <usize>(start / PANEL) * xPanel + (<usize>from << 5);
  const kernel = <usize>arg(ins, 2) + ((<usize>panel * panels(inputs) * PANEL + start) << 5);
  product(x, xPanel, kernel, y, count, min(depthBlock, inputs - start), step > 0);
  if (step === steps - 1) {
    const kept = arg(ins, 9);
    addBiasAndActivate(y, <usize>arg(ins, 3) + (<usize>panel << 5), count, arg(ins, 8), kept ? <usize>kept + yOffset : 0, units - panel * PANEL, parameterOf(ins));
  }
  const next = unit + 1;
  return next < columns * steps * blocks(rows, rowBlock) ? next : -1;
}

function addBiasAndActivate(y: usize, bias: usize, rows: i32, kind: i32, kept: usize, valid: i32, parameter: v128): void {
  const b0 = v128.load(bias), b1 = v128.load(bias, 16), end = y + (<usize>rows << 5), zero = v128.splat<real>(0);
  if (kind === activationIdentity || kind === activationRelu) {
    // Both keep the zeros of the columns past the last unit.
    if (kind === activationIdentity)
      for (; y < end; y += 32) {
        v128.store(y, v128.add<real>(v128.load(y), b0));
        v128.store(y, v128.add<real>(v128.load(y, 16), b1), 16);
      }
    else
      for (; y < end; y += 32) {
        v128.store(y, v128.pmax<real>(v128.add<real>(v128.load(y), b0), zero));
        v128.store(y, v128.pmax<real>(v128.add<real>(v128.load(y, 16), b1), zero), 16);
      }
    return;
  }
  const m0 = laneMask(0, valid), m1 = laneMask(1, valid), second = valid > PANEL / 2;
  for (; y < end; y += 32) {
    const z0 = v128.add<real>(v128.load(y), b0), z1 = v128.add<real>(v128.load(y, 16), b1);
    if (kept) { v128.store(kept, z0); v128.store(kept, z1, 16); kept += 32; }
    v128.store(y, v128.and(activate(kind, z0, parameter), m0));
    if (second) v128.store(y, v128.and(activate(kind, z1, parameter), m1), 16);
  }
}

export function denseInputGradient(ins: usize, unit: i32, rows: i32): i32 {
  const inputs = arg(ins, 5), units = arg(ins, 6), columns = panels(inputs), steps = blocks(units, depthBlock);
  const panel = unit % columns, step = (unit / columns) % steps, block = unit / columns / steps;
  const from = block * rowBlock, count = min(rowBlock, rows - from), start = step * depthBlock, depth = min(depthBlock, units - start);
  const errorPanel = <usize>arg(ins, 1), offset = <usize>panel * arg(ins, 4) + (<usize>from << 5), before = <usize>arg(ins, 3) + offset;
  const scratch = <usize>arg(ins, 9) + self * scratchBytes, kernelPanel = <usize>columns * PANEL << 5;
  let kernel = <usize>arg(ins, 2) + <usize>(start / PANEL) * kernelPanel + (<usize>panel * PANEL << 5);
  for (let k = 0; k < depth; k += PANEL, kernel += kernelPanel) transpose(kernel, scratch + (<usize>k << 5));
  const error = <usize>arg(ins, 0) + <usize>(start / PANEL) * errorPanel + (<usize>from << 5);
  product(error, errorPanel, scratch, before, count, depth, step > 0);
  if (step === steps - 1) {
    const kind = arg(ins, 7);
    if (kind !== activationIdentity) derivative(before, <usize>arg(ins, 8) + <usize>panel * arg(ins, 10) + (<usize>from << 5), count, kind, parameterOf(ins));
  }
  const next = unit + 1;
  return next < columns * steps * blocks(rows, rowBlock) ? next : -1;
}

/** error *= the activation's derivative, over `rows` rows of one panel. */
export function derivative(error: usize, kept: usize, rows: i32, kind: i32, parameter: v128): void {
  const end = error + (<usize>rows << 5), zero = v128.splat<real>(0);
  if (kind === activationRelu) {
    for (; error < end; error += 16, kept += 16) v128.store(error, v128.and(v128.load(error), v128.gt<real>(v128.load(kept), zero)));
    return;
  }
  for (; error < end; error += 16, kept += 16)
    v128.store(error, throughActivation(kind, v128.load(error), v128.load(kept), parameter));
}

export function denseWeightGradient(ins: usize, unit: i32, rows: i32): i32 {
  const rowPanels = panels(arg(ins, 6)), columns = panels(arg(ins, 7)), inputBlocks = blocks(rowPanels, inputBlock);
  const part = unit % inputBlocks, panel = (unit / inputBlocks) % columns, block = unit / inputBlocks / columns;
  const from = block * gradientRows, count = min(gradientRows, rows - from), add = block > 0;
  const xPanel = <usize>arg(ins, 1), error = <usize>arg(ins, 2) + <usize>panel * arg(ins, 3) + (<usize>from << 5);
  const first = part * inputBlock, last = min(rowPanels, first + inputBlock);
  const x = <usize>arg(ins, 0) + (<usize>from << 5);
  let gradient = <usize>arg(ins, 4) + (<usize>(panel * rowPanels + first) * PANEL << 5);
  for (let input = first * PANEL, left = (last - first) * PANEL; left > 0; ) {
    const column = input % PANEL, at = x + <usize>(input / PANEL) * xPanel + <usize>column * SIZE;
    const six = ASC_FEATURE_RELAXED_SIMD && left !== 4 && left !== 8, tile = six ? 6 : 4;
    if (six) outerSix(at, at + xPanel - <usize>column * SIZE, PANEL - column, error, gradient, count, add);
    else outer(at, error, gradient, count, add);
    input += tile;
    left -= tile;
    gradient += <usize>tile << 5;
  }
  const bias = <usize>arg(ins, 5);
  if (part === 0 && bias) addColumns(error, bias + (<usize>panel << 5), count, add);
  const next = unit + 1;
  return next < inputBlocks * columns * blocks(rows, gradientRows) ? next : -1;
}

function addColumns(error: usize, to: usize, rows: i32, add: bool): void {
  const zero = v128.splat<real>(0), end = error + (<usize>rows << 5);
  let s0 = add ? v128.load(to) : zero, s1 = add ? v128.load(to, 16) : zero;
  for (; error < end; error += 32) {
    s0 = v128.add<real>(s0, v128.load(error));
    s1 = v128.add<real>(s1, v128.load(error, 16));
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}
