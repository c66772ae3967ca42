// Normalization over the rows of a batch (Ioffe & Szegedy 2015), as torch.nn.BatchNorm1d: one unit of work a panel.
//   opBatchNorm          x, xPanel, y, yPanel, width, gamma, beta, running mean, running variance, mean, inverse deviation, training
//   opBatchNormGradient  error, errorPanel, before (0: none), beforePanel, width, x, xPanel, gamma, gammaGradient, betaGradient, mean, inverse deviation
// A batch of one row has no deviation: it is normalized with the running statistics, which stay as they are.
import { arg, panels } from "./panel";

const epsilon: real = 1e-5;
const momentum: real = 0.1;

@inline function splat(x: real): v128 {
  return v128.splat<real>(x);
}

/** The new running statistic; the old one where the new value is not finite. */
@inline function moved(at: usize, value: v128): void {
  const old = v128.load(at);
  const next = v128.add<real>(v128.mul<real>(splat(1 - momentum), old), v128.mul<real>(splat(momentum), value));
  v128.store(at, v128.bitselect(next, old, v128.eq<real>(v128.sub<real>(value, value), splat(0))));
}

/** Mean and inverse deviation of two vectors of columns over `rows` rows, and the running statistics moved toward them. */
function measure(x: usize, rows: i32, mean: usize, inverse: usize, runningMean: usize, runningVariance: usize): void {
  const end = x + (<usize>rows << 5), count = splat(<real>rows);
  let s0 = splat(0), s1 = splat(0);
  for (let at = x; at < end; at += 32) {
    s0 = v128.add<real>(s0, v128.load(at));
    s1 = v128.add<real>(s1, v128.load(at, 16));
  }
  const m0 = v128.div<real>(s0, count), m1 = v128.div<real>(s1, count);
  s0 = splat(0);
  s1 = splat(0);
  for (let at = x; at < end; at += 32) {
    const d0 = v128.sub<real>(v128.load(at), m0), d1 = v128.sub<real>(v128.load(at, 16), m1);
    s0 = v128.add<real>(s0, v128.mul<real>(d0, d0));
    s1 = v128.add<real>(s1, v128.mul<real>(d1, d1));
  }
  v128.store(mean, m0);
  v128.store(mean, m1, 16);
  v128.store(inverse, inverseDeviation(v128.div<real>(s0, count)));
  v128.store(inverse, inverseDeviation(v128.div<real>(s1, count)), 16);
  const unbiased = splat(<real>(rows - 1));
  moved(runningMean, m0);
  moved(runningMean + 16, m1);
  moved(runningVariance, v128.div<real>(s0, unbiased));
  moved(runningVariance + 16, v128.div<real>(s1, unbiased));
}

@inline function inverseDeviation(variance: v128): v128 {
  return v128.div<real>(splat(1), v128.sqrt<real>(v128.add<real>(variance, splat(epsilon))));
}

export function batchNorm(ins: usize, unit: i32, rows: i32): i32 {
  const offset = <usize>unit << 5, x = <usize>arg(ins, 0) + <usize>unit * arg(ins, 1), mean = <usize>arg(ins, 9) + offset, inverse = <usize>arg(ins, 10) + offset;
  const runningMean = <usize>arg(ins, 7) + offset, runningVariance = <usize>arg(ins, 8) + offset;
  if (arg(ins, 11) && rows > 1) measure(x, rows, mean, inverse, runningMean, runningVariance);
  else
    for (let half: usize = 0; half < 32; half += 16) {
      v128.store(mean + half, v128.load(runningMean + half));
      v128.store(inverse + half, inverseDeviation(v128.load(runningVariance + half)));
    }
  const gamma = <usize>arg(ins, 5) + offset, beta = <usize>arg(ins, 6) + offset, y = <usize>arg(ins, 2) + <usize>unit * arg(ins, 3);
  for (let half: usize = 0; half < 32; half += 16) {
    const m = v128.load(mean + half), i = v128.load(inverse + half), g = v128.load(gamma + half), b = v128.load(beta + half);
    let to = y + half;
    for (let at = x + half, end = at + (<usize>rows << 5); at < end; at += 32, to += 32)
      v128.store(to, v128.add<real>(v128.mul<real>(v128.mul<real>(v128.sub<real>(v128.load(at), m), i), g), b));
  }
  return unit + 1 < panels(arg(ins, 4)) ? unit + 1 : -1;
}

export function batchNormGradient(ins: usize, unit: i32, rows: i32): i32 {
  const offset = <usize>unit << 5, error = <usize>arg(ins, 0) + <usize>unit * arg(ins, 1), x = <usize>arg(ins, 5) + <usize>unit * arg(ins, 6);
  const before = <usize>arg(ins, 2), count = splat(<real>rows);
  for (let half: usize = 0; half < 32; half += 16) {
    const m = v128.load(<usize>arg(ins, 10) + offset + half), i = v128.load(<usize>arg(ins, 11) + offset + half);
    let shift = splat(0), scale = splat(0), value = x + half;
    const start = error + half, end = start + (<usize>rows << 5);
    for (let at = start; at < end; at += 32, value += 32) {
      const e = v128.load(at);
      shift = v128.add<real>(shift, e);
      scale = v128.add<real>(scale, v128.mul<real>(e, v128.mul<real>(v128.sub<real>(v128.load(value), m), i)));
    }
    v128.store(<usize>arg(ins, 8) + offset + half, scale);
    v128.store(<usize>arg(ins, 9) + offset + half, shift);
    if (!before) continue;
    const factor = v128.mul<real>(v128.load(<usize>arg(ins, 7) + offset + half), i);
    // The running statistics, where they stood in, do not depend on this batch.
    const meanShift = rows > 1 ? v128.div<real>(shift, count) : splat(0), meanScale = rows > 1 ? v128.div<real>(scale, count) : splat(0);
    let to = before + <usize>unit * arg(ins, 3) + half;
    value = x + half;
    for (let at = start; at < end; at += 32, value += 32, to += 32) {
      const normal = v128.mul<real>(v128.sub<real>(v128.load(value), m), i);
      const rest = v128.sub<real>(v128.sub<real>(v128.load(at), meanShift), v128.mul<real>(normal, meanScale));
      v128.store(to, v128.mul<real>(factor, rest));
    }
  }
  return unit + 1 < panels(arg(ins, 4)) ? unit + 1 : -1;
}
