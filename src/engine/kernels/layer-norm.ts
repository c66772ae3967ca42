// Normalization over the values of each row (Ba et al. 2016), as torch.nn.LayerNorm.
//   opLayerNorm                x, xPanel, y, yPanel, width, gamma, beta, statistics (mean and inverse deviation of each row)
//   opLayerNormGradient        error, errorPanel, before, beforePanel, width, x, xPanel, gamma, statistics
//   opLayerNormWeightGradient  error, errorPanel, x, xPanel, width, gammaGradient, betaGradient, statistics
import { arg, laneMask, PANEL, panels, SIZE, sum } from "./panel";
import { rowsPerUnit } from "./rows";

const epsilon: f64 = 1e-5;

@inline function splat(x: f64): v128 {
  return v128.splat<real>(<real>x);
}

export function layerNorm(ins: usize, unit: i32, rows: i32): i32 {
  const xPanel = <usize>arg(ins, 1), yPanel = <usize>arg(ins, 3), width = arg(ins, 4), per = rowsPerUnit(width), end = min(rows, (unit + 1) * per);
  for (let row = unit * per; row < end; row++) {
    const x = <usize>arg(ins, 0) + (<usize>row << 5), statistics = <usize>arg(ins, 7) + <usize>row * 2 * SIZE;
    const mean = splat(rowMean(x, xPanel, width));
    const inverse = splat(1 / Math.sqrt(rowVariance(x, xPanel, width, mean) + epsilon));
    store<real>(statistics, v128.extract_lane<real>(mean, 0));
    store<real>(statistics + SIZE, v128.extract_lane<real>(inverse, 0));
    let at = x, to = <usize>arg(ins, 2) + (<usize>row << 5), gamma = <usize>arg(ins, 5), beta = <usize>arg(ins, 6);
    for (const stop = gamma + (<usize>panels(width) << 5); gamma < stop; gamma += 32, beta += 32, at += xPanel, to += yPanel) {
      v128.store(to, scaled(v128.load(at), mean, inverse, gamma, beta));
      v128.store(to, scaled(v128.load(at, 16), mean, inverse, gamma + 16, beta + 16), 16);
    }
  }
  return end < rows ? unit + 1 : -1;
}

@inline function scaled(x: v128, mean: v128, inverse: v128, gamma: usize, beta: usize): v128 {
  const normal = v128.mul<real>(v128.sub<real>(x, mean), inverse);
  return v128.add<real>(v128.mul<real>(normal, v128.load(gamma)), v128.load(beta));
}

/** The columns past the width are 0. */
function rowMean(x: usize, panel: usize, width: i32): f64 {
  let total = splat(0);
  for (let i = 0; i < panels(width); i++, x += panel) total = v128.add<real>(total, v128.add<real>(v128.load(x), v128.load(x, 16)));
  return sum(total) / <f64>width;
}

function rowVariance(x: usize, panel: usize, width: i32, mean: v128): f64 {
  let total = splat(0);
  for (let i = 0; i < panels(width); i++, x += panel) {
    const d0 = v128.and(v128.sub<real>(v128.load(x), mean), laneMask(0, width - i * PANEL));
    const d1 = v128.and(v128.sub<real>(v128.load(x, 16), mean), laneMask(1, width - i * PANEL));
    total = v128.add<real>(total, v128.add<real>(v128.mul<real>(d0, d0), v128.mul<real>(d1, d1)));
  }
  return sum(total) / <f64>width;
}

export function layerNormGradient(ins: usize, unit: i32, rows: i32): i32 {
  const errorPanel = <usize>arg(ins, 1), beforePanel = <usize>arg(ins, 3), width = arg(ins, 4), xPanel = <usize>arg(ins, 6);
  const per = rowsPerUnit(width), end = min(rows, (unit + 1) * per), count = <f64>width;
  for (let row = unit * per; row < end; row++) {
    const statistics = <usize>arg(ins, 8) + <usize>row * 2 * SIZE, offset = <usize>row << 5;
    const mean = v128.load_splat<real>(statistics), inverse = v128.load_splat<real>(statistics + SIZE);
    let shift = splat(0), scale = splat(0), error = <usize>arg(ins, 0) + offset, x = <usize>arg(ins, 5) + offset;
    const gamma = <usize>arg(ins, 7), stop = gamma + (<usize>panels(width) << 5);
    for (let g = gamma; g < stop; g += 32, error += errorPanel, x += xPanel)
      for (let half: usize = 0; half < 32; half += 16) {
        const e = v128.mul<real>(v128.load(error + half), v128.load(g + half));
        shift = v128.add<real>(shift, e);
        scale = v128.add<real>(scale, v128.mul<real>(e, v128.mul<real>(v128.sub<real>(v128.load(x + half), mean), inverse)));
      }
    const meanShift = splat(sum(shift) / count), meanScale = splat(sum(scale) / count);
    error = <usize>arg(ins, 0) + offset;
    x = <usize>arg(ins, 5) + offset;
    let to = <usize>arg(ins, 2) + offset, valid = width;
    for (let g = gamma; g < stop; g += 32, error += errorPanel, x += xPanel, to += beforePanel, valid -= PANEL)
      for (let half: usize = 0; half < 32; half += 16) {
        const e = v128.mul<real>(v128.load(error + half), v128.load(g + half));
        const normal = v128.mul<real>(v128.sub<real>(v128.load(x + half), mean), inverse);
        const rest = v128.sub<real>(v128.sub<real>(e, meanShift), v128.mul<real>(normal, meanScale));
        v128.store(to + half, v128.and(v128.mul<real>(inverse, rest), laneMask(half ? 1 : 0, valid)));
      }
  }
  return end < rows ? unit + 1 : -1;
}

export function layerNormWeightGradient(ins: usize, unit: i32, rows: i32): i32 {
  const offset = <usize>unit << 5;
  for (let half: usize = 0; half < 32; half += 16) {
    let shift = splat(0), scale = splat(0), statistics = <usize>arg(ins, 7), x = <usize>arg(ins, 2) + <usize>unit * arg(ins, 3) + half;
    let error = <usize>arg(ins, 0) + <usize>unit * arg(ins, 1) + half;
    for (const end = error + (<usize>rows << 5); error < end; error += 32, x += 32, statistics += 2 * SIZE) {
      const e = v128.load(error), normal = v128.mul<real>(v128.sub<real>(v128.load(x), v128.load_splat<real>(statistics)), v128.load_splat<real>(statistics + SIZE));
      shift = v128.add<real>(shift, e);
      scale = v128.add<real>(scale, v128.mul<real>(e, normal));
    }
    v128.store(<usize>arg(ins, 5) + offset + half, scale);
    v128.store(<usize>arg(ins, 6) + offset + half, shift);
  }
  return unit + 1 < panels(arg(ins, 4)) ? unit + 1 : -1;
}
