import type { Dataset } from "../data/dataset.ts";
import type { Tensor, Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import type { LayerState, NetworkState, ShownLayer } from "../protocol/network.ts";
import type { LivePart } from "./live-parts.ts";
import { type DrawnNetwork, describeNetwork } from "./network-base.ts";
import { quantized } from "./network-planes.ts";
import type { SessionUpdate } from "./session-options.ts";

/** Multiplications between two looks at the control word. */
const workAtOnce = 2e8;

/** What the drawing of the network shows, and how it is computed: the base once. */
export class NetworkView implements LivePart {
  readonly topic = "network";
  readonly #dataset: Dataset;
  readonly #model: ModelFile;
  #drawn: DrawnNetwork | undefined;

  constructor(dataset: Dataset, model: ModelFile) {
    this.#dataset = dataset;
    this.#model = model;
  }

  async take(
    trainer: Trainer,
    epoch: number,
    goOn: () => Promise<boolean>,
  ): Promise<SessionUpdate | undefined> {
    const drawn = this.#drawn ?? describeNetwork(this.#dataset, this.#model);
    const network = await networkState(drawn, trainer, epoch, goOn);
    if (!network) return undefined;
    const isFirst = this.#drawn === undefined;
    this.#drawn = drawn;
    return { ...(isFirst && { networkBase: drawn.base }), network };
  }
}

/** The network as it stands; undefined where `goOn`, asked now and then, says no. */
export async function networkState(
  drawn: DrawnNetwork,
  trainer: Trainer,
  epoch: number,
  goOn: () => Promise<boolean>,
): Promise<NetworkState | undefined> {
  const { base, units, vectors, planeVectors } = drawn;
  // Gradients first: what is predicted would overwrite the activations that some are made of.
  const gradients = byName(trainer.gradients());
  const weights = byName(trainer.weights());
  const outputs = await outputsInParts(trainer, vectors, base.inputCount, units, goOn);
  const planes =
    outputs && planeVectors && (await outputsInParts(trainer, planeVectors, base.inputCount, units, goOn));
  if (!outputs || (planeVectors && !planes)) return undefined;
  const layers = base.layers.map((layer, at): LayerState => {
    const before = layer.index === 0 ? drawn.inputs : (units[layer.index - 1] ?? []);
    const kernel = weights.get(`layers.${layer.index}.kernel`);
    const bias = weights.get(`layers.${layer.index}.bias`);
    const kernelGradient = gradients.get(`layers.${layer.index}.kernel`);
    const given = outputs[layer.index] ?? new Float64Array();
    const plane = planes?.[layer.index];
    return {
      outputs: given,
      ...(kernel && (at === 0 || layer.follows) ? { weights: part(kernel, before, layer) } : {}),
      ...(bias ? { biases: Float64Array.from(layer.shown, (unit) => bias.data[unit] ?? 0) } : {}),
      ...(kernelGradient ? { gradients: columnNorms(kernelGradient, layer) } : {}),
      ...(layer.activation === "relu" ? { dead: zeroShares(given, layer.shown.length) } : {}),
      ...(plane ? { planes: quantized(plane, layer.shown.length) } : {}),
    };
  });
  return { epoch, layers };
}

/** `Trainer.layerOutputs`, in parts that take a moment each. */
async function outputsInParts(
  trainer: Trainer,
  vectors: Float64Array,
  width: number,
  units: DrawnNetwork["units"],
  goOn: () => Promise<boolean>,
): Promise<Float64Array[] | undefined> {
  const rows = vectors.length / width;
  const atOnce = Math.max(1, Math.floor(workAtOnce / Math.max(1, trainer.parameters)));
  const outputs = units.map(({ length }) => new Float64Array(rows * length));
  for (let from = 0; from < rows; from += atOnce) {
    if (from > 0 && !(await goOn())) return undefined;
    const part = trainer.layerOutputs(vectors.subarray(from * width, (from + atOnce) * width), units);
    for (const [layer, values] of part.entries())
      outputs[layer]?.set(values, from * (units[layer]?.length ?? 0));
  }
  return outputs;
}

const byName = (tensors: readonly Tensor[]) => new Map(tensors.map((tensor) => [tensor.name, tensor]));

/** The weights between shown units, `[before, units]`. */
function part({ data }: Tensor, before: readonly number[], { shown, units }: ShownLayer): Float64Array {
  return Float64Array.from(
    { length: before.length * shown.length },
    (_, at) =>
      data[(before[Math.floor(at / shown.length)] ?? 0) * units + (shown[at % shown.length] ?? 0)] ?? 0,
  );
}

/** The norm of each shown unit's column. */
function columnNorms({ data }: Tensor, { shown, inputs, units }: ShownLayer): Float64Array {
  return Float64Array.from(shown, (unit) => {
    let squares = 0;
    for (let input = 0; input < inputs; input++) squares += (data[input * units + unit] ?? 0) ** 2;
    return Math.sqrt(squares);
  });
}

/** The share of rows for which each unit gives 0. */
function zeroShares(outputs: Float64Array, units: number): Float64Array {
  const zeros = new Float64Array(units);
  for (const [at, value] of outputs.entries())
    if (value === 0) zeros[at % units] = (zeros[at % units] as number) + 1;
  return zeros.map((count) => (count * units) / Math.max(1, outputs.length));
}
