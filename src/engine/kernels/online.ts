// opOnline: small dense networks trained one sample at a time, the whole pass in one loop.
// Weights stand as [units][inputs] here, so that a unit's sum runs along memory.
// Arguments: layers, count of layers, loss, counted, scales, settings, train, output (0: none), width

import { clock } from "./clock";
import { activate, throughActivation } from "./activations";
import {
  activationIdentity,
  activationRelu,
  clipValue,
  countAbsolute,
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
  onlineBefore,
  onlineBias,
  onlineError,
  onlineInputs,
  onlineKernel,
  onlineOutput,
  onlineUnits,
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
import { neuron } from "./neuron";
import { clamp, dot, field, isFinite, isFromInput, layerBytes, parameter, probe, scalar } from "./online-parts";
import { counted, logistic, number, setNumber, valueGradient, valueLoss } from "./loss";
import { arg, LANES, SIZE, sum } from "./panel";
import { word } from "./rows";

/** The outputs of every layer; returns the sum of the hidden ones' magnitudes, a cheap bound of the largest. */
@inline function forward(first: usize, last: usize, x: usize): real {
  let most: real = 0;
  for (let layer = first; layer <= last; layer += layerBytes) {
    const inputs = field(layer, onlineInputs), units = field(layer, onlineUnits), kind = field(layer, onlineActivation);
    const bias = <usize>field(layer, onlineBias), to = <usize>field(layer, onlineOutput), before = <usize>field(layer, onlineBefore);
    let w = <usize>field(layer, onlineKernel);
    for (let j = 0; j < units; j++, w += <usize>inputs * SIZE) {
      let z = dot(x, w, inputs, bias ? load<real>(bias + <usize>j * SIZE) : 0);
      if (kind !== activationIdentity) {
        if (kind === activationRelu) z = z < 0 ? 0 : z;
        else {
          store<real>(before + <usize>j * SIZE, z);
          z = scalar(activate(kind, v128.splat<real>(z), parameter(layer)));
        }
      }
      store<real>(to + <usize>j * SIZE, z);
      if (layer !== last) most += abs(z);
    }
    x = to;
  }
  return most;
}

/** The errors by pre-activations, from the last layer's to the first's; returns the sum of their magnitudes. */
@inline function backward(first: usize, last: usize): real {
  let most: real = 0;
  for (let layer = last; ; layer -= layerBytes) {
    const inputs = field(layer, onlineInputs), units = field(layer, onlineUnits), kind = field(layer, onlineActivation);
    const error = <usize>field(layer, onlineError), kept = <usize>field(layer, isFromInput(kind) ? onlineBefore : onlineOutput);
    for (let j = 0; j < units; j++) {
      const at = error + <usize>j * SIZE;
      let d = load<real>(at);
      if (kind !== activationIdentity) {
        if (kind === activationRelu) d = load<real>(kept + <usize>j * SIZE) > 0 ? d : 0;
        else d = scalar(throughActivation(kind, v128.splat<real>(d), v128.splat<real>(load<real>(kept + <usize>j * SIZE)), parameter(layer)));
        store<real>(at, d);
      }
      most += abs(d);
    }
    if (layer === first) return most;
    const before = <usize>field(layer - layerBytes, onlineError);
    let w = <usize>field(layer, onlineKernel);
    for (let j = 0; j < units; j++, w += <usize>inputs * SIZE) {
      const d = load<real>(error + <usize>j * SIZE);
      for (let i = 0; i < inputs; i++) {
        const at = before + <usize>i * SIZE, product = d * load<real>(w + <usize>i * SIZE);
        store<real>(at, j ? load<real>(at) + product : product);
      }
    }
  }
  return most;
}

/** Weights -= rate · clipped gradient; returns the sum of their magnitudes. */
@inline function update(first: usize, last: usize, x: usize, rate: real, limit: real): f64 {
  const vLimit = v128.splat<real>(limit), vLow = v128.splat<real>(-limit), vRate = v128.splat<real>(rate);
  let most: real = 0, top = v128.splat<real>(0);
  for (let layer = first; layer <= last; layer += layerBytes) {
    const inputs = field(layer, onlineInputs), units = field(layer, onlineUnits), bias = <usize>field(layer, onlineBias);
    const error = <usize>field(layer, onlineError);
    let w = <usize>field(layer, onlineKernel);
    for (let j = 0; j < units; j++) {
      const d = load<real>(error + <usize>j * SIZE), vd = v128.splat<real>(d);
      let i = 0;
      for (; i + LANES <= inputs; i += LANES, w += 16) {
        const g = v128.mul<real>(vd, v128.load(x + <usize>i * SIZE));
        const next = v128.sub<real>(v128.load(w), v128.mul<real>(vRate, v128.pmax<real>(v128.pmin<real>(g, vLimit), vLow)));
        v128.store(w, next);
        top = v128.add<real>(top, v128.abs<real>(next));
      }
      for (; i < inputs; i++, w += SIZE) {
        const next = load<real>(w) - rate * clamp(d * load<real>(x + <usize>i * SIZE), limit);
        store<real>(w, next);
        most += abs(next);
      }
      if (bias) {
        const next = load<real>(bias + <usize>j * SIZE) - rate * clamp(d, limit);
        store<real>(bias + <usize>j * SIZE, next);
        most += abs(next);
      }
    }
    x = <usize>field(layer, onlineOutput);
  }
  return <f64>most + sum(top);
}

export function online(ins: usize, pass: usize, deadline: f64, work: i32, oneOnly: bool): i32 {
  if (arg(ins, 6) && arg(ins, 1) === 1 && arg(ins, 8) === 1) return neuron(ins, pass, deadline, work, oneOnly);
  const first = <usize>arg(ins, 0), last = first + <usize>(arg(ins, 1) - 1) * layerBytes, kind = arg(ins, 2), metric = arg(ins, 3);
  const scales = <usize>arg(ins, 4), settings = <usize>arg(ins, 5), train = arg(ins, 6) !== 0, keep = <usize>(arg(ins, 7) || word(pass, passKept)), width = arg(ins, 8);
  const cost = load<i32>(ins, 4), order = <usize>word(pass, passOrder), count = word(pass, passCount);
  const inputs = <usize>word(pass, passInputs), inputStarts = <usize>word(pass, passInputStart), inputStride = <usize>word(pass, passInputStride) * SIZE;
  const targets = <usize>word(pass, passTargets), targetStarts = <usize>word(pass, passTargetStart), targetStride = <usize>word(pass, passTargetStride) * SIZE;
  const clip = load<f64>(settings + (settingClip << 3)) === clipValue ? load<f64>(settings + (settingClipLimit << 3)) : Infinity;
  const limit = <real>clip, rate = <real>number(pass, numberLearningRate), bounded = load<f64>(settings + (settingBounded << 3)) !== 0;
  const out = <usize>field(last, onlineOutput), error = <usize>field(last, onlineError);
  const share = 1 / <f64>width;
  let losses = number(pass, numberLoss), metrics = number(pass, numberMetric), steps = number(pass, numberStep), largestWeight = number(pass, numberLargest);
  let position = word(pass, passPosition), stop = stopPassEnd, spent = 0;
  for (; position < count; position++) {
    const sample = <usize>load<u32>(order + (<usize>position << 2)) << 2;
    const x = inputs + <usize>load<u32>(inputStarts + sample) * inputStride;
    const target = targets + <usize>load<u32>(targetStarts + sample) * targetStride;
    const active = forward(first, last, x);
    let total: f64 = 0, right: f64 = 0;
    for (let j = 0; j < width; j++) {
      const y = <f64>load<real>(target + <usize>j * SIZE);
      let p = <f64>load<real>(out + <usize>j * SIZE);
      if (kind === lossMse) {
        // The usual one, without the way through the others.
        const d = p - y;
        total += d * d;
        right += metric === countAbsolute ? abs(d) * load<f64>(scales + (<usize>j << 3)) : counted(metric, p, y, 1);
        store<real>(error + <usize>j * SIZE, <real>(2 * d * share));
        continue;
      }
      total += valueLoss(kind, p, y);
      if (kind === lossSigmoidBinaryCrossEntropy) {
        p = logistic(p);
        store<real>(out + <usize>j * SIZE, <real>p);
      }
      right += counted(metric, p, y, load<f64>(scales + (<usize>j << 3)));
      store<real>(error + <usize>j * SIZE, <real>(valueGradient(kind, p, y) * share));
    }
    total *= share;
    losses += total;
    metrics += right;
    if (keep) for (let j = 0; j < width; j++) store<real>(keep + <usize>(position * width + j) * SIZE, load<real>(out + <usize>j * SIZE));
    if (train) {
      if (steps === 0) setNumber(pass, numberFirstLoss, total);
      if (!isFinite(total)) {
        setNumber(pass, numberBatchLoss, total);
        stop = stopLoss;
        break;
      }
      const size = <f64>active + <f64>backward(first, last);
      if (!(bounded && size < ordinary && largestWeight < ordinary)) {
        const failed = probe(first, last, x, rate, limit);
        if (failed >= 0) { stop = failed; break; }
      }
      largestWeight = update(first, last, x, rate, limit);
      steps += 1;
    }
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
  setNumber(pass, numberLoss, losses);
  setNumber(pass, numberMetric, metrics);
  setNumber(pass, numberStep, steps);
  setNumber(pass, numberLargest, largestWeight);
  store<i32>(pass + (passPosition << 2), position);
  return stop;
}
