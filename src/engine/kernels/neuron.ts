// The training of a single neuron, sample by sample: what online.ts does for any network, with all that a step hands
// to the next in registers but the weights. The arguments are those of opOnline.
import { activate, throughActivation } from "./activations";
import { clock } from "./clock";
import {
  activationIdentity,
  activationRelu,
  clipValue,
  lossMse,
  lossSigmoidBinaryCrossEntropy,
  numberBatchLoss,
  numberFirstLoss,
  numberLargest,
  numberLearningRate,
  numberLoss,
  numberMetric,
  numberStep,
  onlineActivation,
  onlineBias,
  onlineError,
  onlineInputs,
  onlineKernel,
  onlineOutput,
  ordinary,
  passCount,
  passInputStart,
  passInputStride,
  passInputs,
  passKept,
  passOrder,
  passPosition,
  passTargetStart,
  passTargetStride,
  passTargets,
  settingBounded,
  settingClip,
  settingClipLimit,
  stopDeadline,
  stopLoss,
  stopPassEnd,
} from "./layout";
import { counted, logistic, number, setNumber, valueGradient, valueLoss } from "./loss";
import { clamp, dot, field, isFinite, isFromInput, parameter, probe, scalar } from "./online-parts";
import { arg, LANES, SIZE, sum } from "./panel";
import { word } from "./rows";

export function neuron(ins: usize, pass: usize, deadline: f64, work: i32, oneOnly: bool): i32 {
  const layer = <usize>arg(ins, 0), loss = arg(ins, 2), metric = arg(ins, 3), settings = <usize>arg(ins, 5), scale = load<f64>(<usize>arg(ins, 4));
  const n = field(layer, onlineInputs), kind = field(layer, onlineActivation), w = <usize>field(layer, onlineKernel), bias = <usize>field(layer, onlineBias);
  const cost = load<i32>(ins, 4), order = <usize>word(pass, passOrder), count = word(pass, passCount), keep = <usize>word(pass, passKept);
  const inputs = <usize>word(pass, passInputs), inputStarts = <usize>word(pass, passInputStart), inputStride = <usize>word(pass, passInputStride) * SIZE;
  const targets = <usize>word(pass, passTargets), targetStarts = <usize>word(pass, passTargetStart), targetStride = <usize>word(pass, passTargetStride) * SIZE;
  const limit = <real>(load<f64>(settings + (settingClip << 3)) === clipValue ? load<f64>(settings + (settingClipLimit << 3)) : Infinity);
  const rate = <real>number(pass, numberLearningRate), bounded = load<f64>(settings + (settingBounded << 3)) !== 0;
  const vLimit = v128.splat<real>(limit), vLow = v128.splat<real>(-limit), vRate = v128.splat<real>(rate), ofActivation = parameter(layer);
  let losses = number(pass, numberLoss), metrics = number(pass, numberMetric), steps = number(pass, numberStep), largest = number(pass, numberLargest);
  let position = word(pass, passPosition), stop = stopPassEnd, spent = 0, b: real = bias ? load<real>(bias) : 0, output: real = 0, d: real = 0;
  for (; position < count; position++) {
    const sample = <usize>load<u32>(order + (<usize>position << 2)) << 2;
    const x = inputs + <usize>load<u32>(inputStarts + sample) * inputStride;
    const y = <f64>load<real>(targets + <usize>load<u32>(targetStarts + sample) * targetStride);
    const z = dot(x, w, n, b);
    output = z;
    if (kind === activationRelu) output = z < 0 ? 0 : z;
    else if (kind !== activationIdentity) output = scalar(activate(kind, v128.splat<real>(z), ofActivation));
    const p = <f64>output;
    let total: f64, g: f64;
    if (loss === lossMse) {
      total = (p - y) * (p - y);
      g = 2 * (p - y);
      metrics += counted(metric, p, y, scale);
    } else {
      total = valueLoss(loss, p, y);
      if (loss === lossSigmoidBinaryCrossEntropy) output = <real>logistic(p);
      g = valueGradient(loss, <f64>output, y);
      metrics += counted(metric, <f64>output, y, scale);
    }
    d = <real>g;
    losses += total;
    if (keep) store<real>(keep + <usize>position * SIZE, output);
    if (steps === 0) setNumber(pass, numberFirstLoss, total);
    if (!isFinite(total)) {
      setNumber(pass, numberBatchLoss, total);
      stop = stopLoss;
      break;
    }
    if (kind === activationRelu) d = output > 0 ? d : 0;
    else if (kind !== activationIdentity) d = scalar(throughActivation(kind, v128.splat<real>(d), v128.splat<real>(isFromInput(kind) ? z : output), ofActivation));
    if (!(bounded && <f64>abs(d) < ordinary && largest < ordinary)) {
      keepState(layer, output, d, b);
      const failed = probe(layer, layer, x, rate, limit);
      if (failed >= 0) { stop = failed; break; }
    }
    const vd = v128.splat<real>(d);
    let most: real = 0, top = v128.splat<real>(0), i = 0;
    for (; i + LANES <= n; i += LANES) {
      const at = w + <usize>i * SIZE, gradient = v128.mul<real>(vd, v128.load(x + <usize>i * SIZE));
      const next = v128.sub<real>(v128.load(at), v128.mul<real>(vRate, v128.pmax<real>(v128.pmin<real>(gradient, vLimit), vLow)));
      v128.store(at, next);
      top = v128.add<real>(top, v128.abs<real>(next));
    }
    for (; i < n; i++) {
      const at = w + <usize>i * SIZE, next = load<real>(at) - rate * clamp(d * load<real>(x + <usize>i * SIZE), limit);
      store<real>(at, next);
      most += abs(next);
    }
    if (bias) {
      b -= rate * clamp(d, limit);
      most += abs(b);
    }
    largest = <f64>most + sum(top);
    steps += 1;
    spent += cost;
    if (spent > work || oneOnly) {
      spent = 0;
      if (oneOnly || clock() >= deadline) {
        position++;
        stop = position < count ? stopDeadline : stopPassEnd;
        break;
      }
    }
  }
  keepState(layer, output, d, b);
  setNumber(pass, numberLoss, losses);
  setNumber(pass, numberMetric, metrics);
  setNumber(pass, numberStep, steps);
  setNumber(pass, numberLargest, largest);
  store<i32>(pass + (passPosition << 2), position);
  return stop;
}

/** Puts into memory what others look for there: the bias, and the last sample's output and error. */
function keepState(layer: usize, output: real, error: real, b: real): void {
  const bias = <usize>field(layer, onlineBias);
  if (bias) store<real>(bias, b);
  store<real>(<usize>field(layer, onlineOutput), output);
  store<real>(<usize>field(layer, onlineError), error);
}
