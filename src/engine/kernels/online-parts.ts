// What the kernels that train sample by sample share. A layer is a record of `onlineWords` words.
import {
  activationGelu,
  activationQuadratic,
  onlineBias,
  onlineError,
  onlineInputs,
  onlineKernel,
  onlineOutput,
  onlineParameter,
  onlineUnits,
  onlineWords,
  stopGradient,
  stopWeight,
} from "./layout";
import { LANES, SIZE, sum } from "./panel";

export const layerBytes: usize = onlineWords * 4;

@inline export function field(layer: usize, index: i32): i32 {
  return load<i32>(layer + (<usize>index << 2));
}

@inline export function parameter(layer: usize): v128 {
  return v128.splat<real>(<real>load<f64>(layer, onlineParameter * 4));
}

/** Whether the derivative is taken from the pre-activation. */
@inline export function isFromInput(kind: i32): bool {
  return kind === activationQuadratic || kind >= activationGelu;
}

@inline export function scalar(x: v128): real {
  return v128.extract_lane<real>(x, 0);
}

@inline export function isFinite(x: f64): bool {
  return x - x === 0;
}

@inline export function dot(x: usize, w: usize, n: i32, start: real): real {
  let i = 0, total = start;
  if (n >= LANES) {
    let s = v128.mul<real>(v128.load(x), v128.load(w));
    for (i = LANES; i + LANES <= n; i += LANES)
      s = v128.add<real>(s, v128.mul<real>(v128.load(x + <usize>i * SIZE), v128.load(w + <usize>i * SIZE)));
    total += <real>sum(s);
  }
  for (; i < n; i++) total += load<real>(x + <usize>i * SIZE) * load<real>(w + <usize>i * SIZE);
  return total;
}

@inline export function clamp(g: real, limit: real): real {
  return g > limit ? limit : g < -limit ? -limit : g;
}

/** Looks at every gradient and new weight before any is written. */
export function probe(first: usize, last: usize, x: usize, rate: real, limit: real): i32 {
  let stop = -1;
  for (let layer = first; layer <= last; layer += layerBytes) {
    const inputs = field(layer, onlineInputs), units = field(layer, onlineUnits), bias = <usize>field(layer, onlineBias);
    const error = <usize>field(layer, onlineError);
    let w = <usize>field(layer, onlineKernel);
    for (let j = 0; j < units; j++) {
      const d = load<real>(error + <usize>j * SIZE);
      if (!isFinite(<f64>d)) return stopGradient;
      for (let i = 0; i < inputs; i++, w += SIZE) {
        const g = d * load<real>(x + <usize>i * SIZE);
        if (!isFinite(<f64>g)) return stopGradient;
        if (!isFinite(<f64>(load<real>(w) - rate * clamp(g, limit)))) stop = stopWeight;
      }
      if (bias && !isFinite(<f64>(load<real>(bias + <usize>j * SIZE) - rate * clamp(d, limit)))) stop = stopWeight;
    }
    x = <usize>field(layer, onlineOutput);
  }
  return stop;
}
