// opLoss: the batch's loss and metric, and the error at the network's output.
// Arguments: output, outputPanel, error (0: none), errorPanel, width, loss, counted, scales
import {
  countAbsolute,
  countLargest,
  countSign,
  lossBinaryCrossEntropy,
  lossCrossEntropy,
  lossHinge,
  lossHuber,
  lossLogCosh,
  lossMae,
  lossPoisson,
  lossSigmoidBinaryCrossEntropy,
  lossSoftmaxCrossEntropy,
  numberBatchLoss,
  numberBatchMetric,
  numberBatchWeights,
  numberWeights,
  passKept,
  passNumbers,
  passPosition,
  passTargetStart,
  passTargetStride,
  passTargets,
  passWeights,
} from "./layout";
import { arg, PANEL, SIZE } from "./panel";
import { rowMaximum, rowsPerUnit, sampleOf, softmaxRow, word } from "./rows";

const lowest: f64 = 1e-7;
const highest: f64 = 1 - 1e-7;
/** Keeps the logarithm of Poisson's loss finite at 0, as Keras does. */
const leastRate: f64 = 1e-8;

@inline export function number(pass: usize, index: i32): f64 {
  return load<f64>(pass + (<usize>index << 3), passNumbers);
}

@inline export function setNumber(pass: usize, index: i32, value: f64): void {
  store<f64>(pass + (<usize>index << 3), value, passNumbers);
}

/** One value's loss. p is the output; for `lossSigmoidBinaryCrossEntropy` the logit. */
@inline export function valueLoss(kind: i32, p: f64, y: f64): f64 {
  switch (kind) {
    case lossMae: return abs(p - y);
    case lossCrossEntropy: return y === 0 ? 0 : -y * Math.log(min(max(p, lowest), highest));
    case lossBinaryCrossEntropy: {
      const q = min(max(p, lowest), highest);
      return -(y * Math.log(q) + (1 - y) * Math.log(1 - q));
    }
    case lossHuber: {
      const d = abs(p - y);
      return d <= 1 ? 0.5 * d * d : d - 0.5;
    }
    case lossLogCosh: {
      // log cosh d = |d| + log(1 + e^(−2|d|)) − log 2: nothing overflows.
      const d = abs(p - y);
      return d + Math.log1p(Math.exp(-2 * d)) - Math.LN2;
    }
    case lossHinge: {
      const margin = 1 - y * p;
      return margin < 0 ? 0 : margin;
    }
    case lossPoisson: return p - y * Math.log(p + leastRate);
    case lossSigmoidBinaryCrossEntropy: return max(p, 0) - p * y + Math.log1p(Math.exp(-abs(p)));
    default: return (p - y) * (p - y);
  }
}

/** Its derivative by the output; for `lossSigmoidBinaryCrossEntropy` by the logit, and p is the probability. */
@inline export function valueGradient(kind: i32, p: f64, y: f64): f64 {
  switch (kind) {
    case lossMae: return p > y ? 1 : p < y ? -1 : p === y ? 0 : NaN;
    // Where the clamp holds, nothing is handed back.
    case lossCrossEntropy: return p < lowest || p > highest ? 0 : -y / p;
    case lossBinaryCrossEntropy: return p < lowest || p > highest ? 0 : (p - y) / (p * (1 - p));
    case lossHuber: return min(max(p - y, -1), 1);
    case lossLogCosh: return Math.tanh(p - y);
    case lossHinge: return y * p < 1 ? -y : 0;
    case lossPoisson: return 1 - y / (p + leastRate);
    case lossSigmoidBinaryCrossEntropy: return p - y;
    default: return 2 * (p - y);
  }
}

@inline export function logistic(z: f64): f64 {
  return 1 / (1 + Math.exp(-z));
}

/** What a value adds to the metric. */
@inline export function counted(kind: i32, p: f64, y: f64, scale: f64): f64 {
  if (kind === countAbsolute) return abs(p - y) * scale;
  const middle = kind === countSign ? 0 : 0.5;
  return (p >= middle) === (y >= middle) ? 1 : 0;
}

@inline function weightOf(weights: usize, pass: usize, row: i32): f64 {
  return load<f64>(weights + (sampleOf(pass, row) << 3));
}

/** What the batch's summed loss is divided by: its rows, or their weights; of rows that all weigh nothing, 1. */
export function batchDivisor(pass: usize, rows: i32): f64 {
  if (!word(pass, passWeights)) return <f64>rows;
  const total = number(pass, numberBatchWeights);
  return total > 0 ? total : 1;
}

function sumWeights(weights: usize, rows: i32, pass: usize): void {
  let total: f64 = 0;
  for (let row = 0; row < rows; row++) total += weightOf(weights, pass, row);
  setNumber(pass, numberBatchWeights, total);
}

export function loss(ins: usize, unit: i32, rows: i32, pass: usize): i32 {
  const panel = <usize>arg(ins, 1), errors = <usize>arg(ins, 2), errorPanel = <usize>arg(ins, 3), width = arg(ins, 4);
  const kind = arg(ins, 5), metric = arg(ins, 6), scales = <usize>arg(ins, 7);
  const overRows = kind === lossCrossEntropy || kind === lossSoftmaxCrossEntropy;
  const per = max(1, rowsPerUnit(width) / 8), end = min(rows, (unit + 1) * per);
  const weights = <usize>word(pass, passWeights);
  if (weights && unit === 0) sumWeights(weights, rows, pass);
  const divisor = batchDivisor(pass, rows) * (overRows ? 1 : <f64>width);
  const stride = <usize>word(pass, passTargetStride) * SIZE, starts = <usize>word(pass, passTargetStart);
  const kept = <usize>word(pass, passKept), position = word(pass, passPosition);
  let total = unit ? number(pass, numberBatchLoss) : 0, metricTotal = unit ? number(pass, numberBatchMetric) : 0;
  for (let row = unit * per; row < end; row++) {
    const at = <usize>arg(ins, 0) + (<usize>row << 5), error = errors + (<usize>row << 5);
    const target = <usize>word(pass, passTargets) + <usize>load<u32>(starts + (sampleOf(pass, row) << 2)) * stride;
    const weight = weights ? weightOf(weights, pass, row) : 1;
    if (kind === lossSoftmaxCrossEntropy) total += weight * softmaxCrossEntropyRow(at, panel, errors ? error : 0, errorPanel, width, target, weight, divisor);
    else for (let i = 0; i < width; i++) {
      const place = <usize>(i / PANEL) * panel + <usize>(i % PANEL) * SIZE, y = <f64>load<real>(target + <usize>i * SIZE);
      let p = <f64>load<real>(at + place);
      total += weight * valueLoss(kind, p, y);
      if (kind === lossSigmoidBinaryCrossEntropy) {
        p = logistic(p);
        store<real>(at + place, <real>p);
      }
      if (errors) store<real>(errors + (<usize>row << 5) + <usize>(i / PANEL) * errorPanel + <usize>(i % PANEL) * SIZE, <real>(weight * valueGradient(kind, p, y) / divisor));
    }
    if (metric !== countLargest) metricTotal += countRow(at, panel, width, target, metric, scales);
    else metricTotal += largestMatches(at, panel, width, target);
    if (kept) keepRow(at, panel, width, kept + <usize>(position + row) * width * SIZE);
  }
  if (end < rows) {
    setNumber(pass, numberBatchLoss, total);
    setNumber(pass, numberBatchMetric, metricTotal);
    return unit + 1;
  }
  if (weights) setNumber(pass, numberWeights, number(pass, numberWeights) + number(pass, numberBatchWeights));
  setNumber(pass, numberBatchLoss, total / (overRows ? 1 : <f64>width));
  setNumber(pass, numberBatchMetric, metricTotal);
  return -1;
}

function keepRow(at: usize, panel: usize, width: i32, to: usize): void {
  for (let i = 0; i < width; i++)
    store<real>(to + <usize>i * SIZE, load<real>(at + <usize>(i / PANEL) * panel + <usize>(i % PANEL) * SIZE));
}

function countRow(at: usize, panel: usize, width: i32, target: usize, metric: i32, scales: usize): f64 {
  let total: f64 = 0;
  for (let i = 0; i < width; i++)
    total += counted(metric, <f64>load<real>(at + <usize>(i / PANEL) * panel + <usize>(i % PANEL) * SIZE), <f64>load<real>(target + <usize>i * SIZE), load<f64>(scales + (<usize>i << 3)));
  return total;
}

/** 1 where the row's largest output and its largest target are the same column, the first of equals. */
function largestMatches(at: usize, panel: usize, width: i32, target: usize): f64 {
  let best = 0, right = 0, top = load<real>(at), most = load<real>(target);
  for (let i = 1; i < width; i++) {
    const p = load<real>(at + <usize>(i / PANEL) * panel + <usize>(i % PANEL) * SIZE), y = load<real>(target + <usize>i * SIZE);
    if (p > top) { top = p; best = i; }
    if (y > most) { most = y; right = i; }
  }
  return best === right ? 1 : 0;
}

/** Turns the row's logits into probabilities; returns −Σ y·log softmax(z). The error is weight · (p·Σy − y) / divisor. */
function softmaxCrossEntropyRow(at: usize, panel: usize, error: usize, errorPanel: usize, width: i32, target: usize, weight: f64, divisor: f64): f64 {
  const top = rowMaximum(at, panel, width);
  let weighted: f64 = 0, targets: f64 = 0;
  for (let i = 0; i < width; i++) {
    const y = <f64>load<real>(target + <usize>i * SIZE);
    if (y === 0) continue;
    weighted += y * (<f64>load<real>(at + <usize>(i / PANEL) * panel + <usize>(i % PANEL) * SIZE) - top);
    targets += y;
  }
  const total = softmaxRow(at, panel, width, top);
  if (error)
    for (let i = 0; i < width; i++) {
      const p = <f64>load<real>(at + <usize>(i / PANEL) * panel + <usize>(i % PANEL) * SIZE), y = <f64>load<real>(target + <usize>i * SIZE);
      store<real>(error + <usize>(i / PANEL) * errorPanel + <usize>(i % PANEL) * SIZE, <real>(weight * (p * targets - y) / divisor));
    }
  return targets * Math.log(total) - weighted;
}
