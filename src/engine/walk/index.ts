import type { Clip, Layer, LayerOf, LayerType, ModelFile } from "../../model/model.ts";
import { outputActivation } from "../../model/output-layer.ts";
import type { Equation, NamedValue, Walk, WalkUnit, WalkWeight } from "../../protocol/walk.ts";
import { lossSteps } from "../losses/index.ts";
import type { Tensor } from "../tensor.ts";
import { walkActivation } from "./activation.ts";
import { walkDense } from "./dense.ts";
import { walkDropout } from "./dropout.ts";
import { equation, mean } from "./equation.ts";
import type { LayerBack, LayerPass, LayerWalk, WalkParameter } from "./layer.ts";
import { lossCurves, lossesOfLogits } from "./losses.ts";
import { walkBatchNorm, walkLayerNorm } from "./normalization.ts";
import { updateEquations } from "./optimizers.ts";

/** Units, inputs and outputs, and weights of a unit, that are told. */
const mostUnits = 256;
const mostWeights = 64;

/** A network as it stands, ready to be walked. */
export interface WalkedNetwork {
  readonly model: ModelFile;
  /** Of `Trainer.weights` and `Trainer.state`, by their names. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Updates made, the rate of the next one, and of nadam the product of its momenta. */
  readonly step: number;
  readonly learningRate: number;
  readonly momentumProduct: number;
}

/** One sample as the network sees it, and what is told of it. */
export interface WalkedSample {
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Its index among the training samples, from 0, and how many there are. */
  readonly index: number;
  readonly count: number;
  /** Whether its class has the weight 0, so that nothing is learnt from it. */
  readonly ignored: boolean;
}

/** What is looked at closely, from 0. */
export interface WalkFocus {
  readonly layer: number;
  readonly unit: number;
  readonly weight: number;
}

const walks: { readonly [Type in LayerType]: LayerWalk<LayerOf<Type>> } = {
  dense: walkDense,
  dropout: walkDropout,
  batchNorm: walkBatchNorm,
  layerNorm: walkLayerNorm,
  activation: walkActivation,
};

interface Step {
  readonly layer: Layer;
  readonly pass: LayerPass;
  readonly back: LayerBack;
}

/**
 * One sample's way through a network and back, and the update that it would make as a batch of its own, in float64:
 * the same numbers as the engine's, written for reading.
 */
export class SampleWalk {
  readonly #network: WalkedNetwork;
  readonly #sample: WalkedSample;
  readonly #steps: readonly Step[];
  readonly #losses: readonly Equation[];
  readonly #loss: Equation;
  /** How the derivative by each output of the network came. */
  readonly #outputEquation: (unit: number) => Equation;
  readonly #gradientNorm: number;

  constructor(network: WalkedNetwork, sample: WalkedSample) {
    const { model, tensors, step } = network;
    const { layers, loss } = model.network;
    this.#network = network;
    this.#sample = sample;
    const passes: LayerPass[] = [];
    for (const [index, layer] of layers.entries()) {
      const input = passes.at(-1)?.output ?? sample.inputs;
      const weights = (name: string) => tensors.get(`layers.${index}.${name}`)?.data ?? [];
      // The table's type says that each walk takes the parameters of its own name.
      const walk = walks[layer.type] as LayerWalk<Layer>;
      passes.push(walk(layer, { index, input, weights, seed: model.training.seed, step }));
    }
    const last = passes.at(-1) as LayerPass;
    const fused = lossSteps[loss].fused[outputActivation(model.network).type] !== undefined;
    const { targets: y } = sample;
    const curve = lossCurves[loss];
    const width = last.output.length;
    const divisor = lossSteps[loss].overRows ? 1 : width;
    const factor = sample.ignored ? 0 : 1 / divisor;
    const total = y.reduce((sum, each) => sum + each, 0);
    const p = (unit: number) => last.output[unit] as number;
    const target = (unit: number) => y[unit] as number;
    const losses =
      fused && last.logits
        ? lossesOfLogits(loss, last.logits, y)
        : last.output.map((each, unit) => curve.value(each, target(unit)));
    const shown = Math.min(width, mostUnits);
    this.#losses = Array.from({ length: shown }, (_, unit) =>
      equation("ℓ", curve.formula, { ŷ: p(unit), y: target(unit) }, losses[unit] as number),
    );
    this.#loss = sample.ignored
      ? equation("L", "0", {}, 0)
      : mean("L", "ℓ", divisor, width, (unit) => losses[unit] as number);
    const bySoftmax = loss === "crossEntropy";
    const slope = (unit: number): number =>
      fused
        ? bySoftmax
          ? p(unit) * total - target(unit)
          : p(unit) - target(unit)
        : curve.slope(p(unit), target(unit));
    const error = last.output.map((_, unit) => slope(unit) * factor);
    const slopeFormula = fused ? (bySoftmax && total !== 1 ? "ŷ·Σy − y" : "ŷ − y") : curve.slopeFormula;
    const numbers = (unit: number) => ({ ŷ: p(unit), y: target(unit), Σy: total, n: width });
    this.#outputEquation = (unit) =>
      equation(
        fused ? "δ" : "∂L/∂a",
        sample.ignored ? "0" : divisor === 1 ? slopeFormula : `(${slopeFormula}) / n`,
        numbers(unit),
        error[unit] as number,
      );
    const steps: Step[] = [];
    for (let index = passes.length - 1; index >= 0; index--) {
      const [pass, layer] = [passes[index] as LayerPass, layers[index] as Layer];
      const back = pass.back(steps[0]?.back.input ?? error, fused && index === passes.length - 1);
      steps.unshift({ layer, pass, back });
    }
    this.#steps = steps;
    this.#gradientNorm = Math.sqrt(steps.flatMap(({ back }) => back.parameters).reduce(addSquares, 0));
  }

  /** All that is told, with one unit's equations; a focus past the end is taken for the last there is. */
  describe({ layer, unit, weight }: WalkFocus): Walk {
    const { step, learningRate, model } = this.#network;
    const { inputs, targets, inputNames, outputNames, index, count } = this.#sample;
    const named = (names: readonly string[], values: Float64Array): NamedValue[] =>
      [...values.subarray(0, mostUnits)].map((value, at) => ({ name: names[at] ?? "", value }));
    const { clip } = model.training;
    return {
      step,
      learningRate,
      sample: index,
      samples: count,
      inputs: named(inputNames, inputs),
      targets: named(outputNames, targets),
      layers: this.#steps.map(({ layer, pass, back }, at) => ({
        type: layer.type,
        ...("activation" in layer ? { activation: layer.activation.type } : {}),
        inputs: (this.#steps[at - 1]?.pass.output ?? inputs).length,
        units: pass.output.length,
        trained: back.parameters.length > 0,
        outputs: [...pass.output.subarray(0, mostUnits)],
        errors: [...back.delta.subarray(0, mostUnits)],
      })),
      losses: this.#losses,
      loss: this.#loss,
      gradientNorm: this.#gradientNorm,
      ...(clip ? { clip: "value" in clip ? "value" : "norm" } : {}),
      unit: this.#unit(Math.min(layer, this.#steps.length - 1), unit, weight),
    };
  }

  /** The weight that the update would make of a trained number: of `layers.0.kernel`, its input 1 and unit 2. */
  next(layer: number, parameter: string, input: number, unit: number): number {
    const found = this.#steps[layer]?.back.parameters.find(({ name }) => name === parameter);
    return found ? this.#weight(layer, found, input, unit).next : Number.NaN;
  }

  #unit(layer: number, wanted: number, wantedWeight: number): WalkUnit {
    const { pass, back } = this.#steps[layer] as Step;
    const unit = Math.min(wanted, pass.output.length - 1, mostUnits - 1);
    const after = this.#steps[layer + 1];
    const error = after ? after.back.inputEquation(unit) : this.#outputEquation(unit);
    const hasActivation = pass.logits !== undefined;
    const rows = back.parameters.flatMap((parameter) =>
      Array.from({ length: Math.min(parameter.inputs ?? 1, mostWeights) }, (_, input) => ({
        parameter,
        input,
      })),
    );
    const weight = Math.max(0, Math.min(wantedWeight, rows.length - 1));
    const chosen = rows[weight];
    return {
      layer,
      unit,
      forward: pass.forward(unit),
      // Without an activation the derivative by the output is handed on as it is.
      backward: [hasActivation ? error : { ...error, left: "δ = ∂L/∂y" }, ...back.backward(unit)],
      weights: rows.map(({ parameter, input }) => this.#weight(layer, parameter, input, unit)),
      weight,
      update: chosen ? this.#update(layer, chosen.parameter, chosen.input, unit) : [],
    };
  }

  #weight(layer: number, parameter: WalkParameter, input: number, unit: number): WalkWeight {
    const { name, inputs, units } = parameter;
    const at = inputs === undefined ? unit : input * units + unit;
    const weight = this.#number(`layers.${layer}.${name}`, at);
    const gradient = parameter.gradient(input, unit);
    const clipped = this.#clip(gradient).result;
    const next =
      this.#optimizerSteps(`layers.${layer}.${name}`, at, weight, clipped).at(-1)?.result ?? weight;
    return { parameter: name, ...(inputs === undefined ? {} : { input }), weight, gradient, clipped, next };
  }

  #update(layer: number, parameter: WalkParameter, input: number, unit: number): Equation[] {
    const { name, inputs, units } = parameter;
    const at = inputs === undefined ? unit : input * units + unit;
    const weight = this.#number(`layers.${layer}.${name}`, at);
    const gradient = parameter.gradientEquation(input, unit);
    const clipped = this.#clip(gradient.result);
    return [
      gradient,
      ...clipped.equations,
      ...this.#optimizerSteps(`layers.${layer}.${name}`, at, weight, clipped.result),
    ];
  }

  #optimizerSteps(name: string, at: number, weight: number, gradient: number): readonly Equation[] {
    const { model, step, learningRate, momentumProduct } = this.#network;
    return updateEquations(model.training.optimizer, {
      weight,
      gradient,
      state: (kept) => this.#number(`optimizer.${kept}.${name}`, at),
      step,
      learningRate,
      momentumProduct,
    });
  }

  #number(name: string, at: number): number {
    return this.#network.tensors.get(name)?.data[at] ?? 0;
  }

  #clip(gradient: number): { readonly result: number; readonly equations: readonly Equation[] } {
    const clip: Clip | undefined = this.#network.model.training.clip;
    if (!clip) return { result: gradient, equations: [] };
    if ("value" in clip) {
      const result = Math.max(Math.min(gradient, clip.value), -clip.value);
      return {
        result,
        equations: [equation("g", "max(min(g, c), −c)", { g: gradient, c: clip.value }, result)],
      };
    }
    const size = this.#gradientNorm + 1e-6;
    const factor = Math.min(1, clip.norm / size);
    return {
      result: gradient * factor,
      equations: [
        equation("k", "min(1, c / (N + 10^(−6)))", { c: clip.norm, N: this.#gradientNorm }, factor),
        equation("g", "g·k", { g: gradient, k: factor }, gradient * factor),
      ],
    };
  }
}

/** Adds the squares of a parameter's gradient. */
function addSquares(total: number, { inputs, units, gradient }: WalkParameter): number {
  let sum = total;
  for (let input = 0; input < (inputs ?? 1); input++)
    for (let unit = 0; unit < units; unit++) sum += gradient(input, unit) ** 2;
  return sum;
}
