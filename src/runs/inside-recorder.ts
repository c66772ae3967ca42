import type { ModelFile } from "../model/model.ts";
import { inferShapes } from "../model/shapes.ts";
import {
  type Inside,
  type InsideDelta,
  insideColumns,
  type LayerCurves,
  type LayerInside,
  type LayerName,
} from "../protocol/inside.ts";
import type { SampledUpdate } from "../protocol/signals.ts";
import { StripRecorder } from "./strip-recorder.ts";

/** Layers that are kept; of deeper networks some, evenly chosen, the first and the last among them. */
const mostLayers = 32;

const curveNames = ["gradientNorm", "updateRatio", "deadShare", "saturatedShare"] as const;

interface Kept {
  readonly layer: LayerName;
  readonly curves: LayerCurves;
  readonly weights: StripRecorder | undefined;
  readonly activations: StripRecorder;
}

/** Keeps what goes on in the layers of a network in bounded memory, see `Inside`. */
export class InsideRecorder {
  readonly #layerCount: number;
  readonly #layers: readonly Kept[];
  readonly #epochs = new Float64Array(insideColumns);
  #count = 0;
  /** Looks that a column is of, and that the last one has so far. */
  #span = 1;
  #filled = 0;
  #step = 0;
  /** First column that has changed since the last delta. */
  #changedFrom = 0;
  #changed = false;

  /** For a network that sees input vectors of `inputWidth` values. */
  constructor(model: Pick<ModelFile, "network">, inputWidth: number) {
    const names = layerNames(model, inputWidth);
    this.#layerCount = names.length;
    this.#layers = evenly(names, mostLayers).map(({ trained, ...layer }) => ({
      layer,
      curves: {
        gradientNorm: new Float64Array(insideColumns),
        updateRatio: new Float64Array(insideColumns),
        deadShare: new Float64Array(insideColumns),
        saturatedShare: new Float64Array(insideColumns),
      },
      weights: trained ? new StripRecorder() : undefined,
      activations: new StripRecorder(),
    }));
  }

  /** Adds a look at the network, `epoch` epochs (and parts of one) into the run; one that is known adds nothing. */
  record(epoch: number, sampled: SampledUpdate | undefined): void {
    const values = sampled?.values;
    if (!values || sampled.step === this.#step) return;
    this.#step = sampled.step;
    if (this.#count === 0 || this.#filled === this.#span) this.#openColumn();
    const column = this.#count - 1;
    const looks = this.#filled++;
    this.#epochs[column] = epoch;
    this.#changed = true;
    for (const { layer, curves, weights, activations } of this.#layers) {
      const look = figures(layer, sampled);
      for (const name of curveNames)
        curves[name][column] =
          ((looks && (curves[name][column] as number)) * looks + look[name]) / (looks + 1);
      const own = values[layer.index];
      if (!own) continue;
      const widened = [
        activations.add(column, own.activations, looks),
        own.weights !== undefined && weights?.add(column, own.weights, looks),
      ];
      if (widened.includes(true)) this.#changedFrom = 0;
    }
  }

  /** What changed since the last call, in fresh arrays of exact length; undefined if nothing did. */
  delta(): InsideDelta | undefined {
    if (!this.#changed) return undefined;
    const from = this.#changedFrom;
    this.#changed = false;
    this.#changedFrom = this.#filled < this.#span ? this.#count - 1 : this.#count;
    return { from, inside: this.#from(from) };
  }

  #from(from: number): Inside {
    const to = this.#count;
    const layers = this.#layers.map(
      ({ layer, curves, weights, activations }): LayerInside => ({
        layer,
        curves: {
          gradientNorm: curves.gradientNorm.slice(from, to),
          updateRatio: curves.updateRatio.slice(from, to),
          deadShare: curves.deadShare.slice(from, to),
          saturatedShare: curves.saturatedShare.slice(from, to),
        },
        ...(weights ? { weights: weights.strip(from, to) } : {}),
        activations: activations.strip(from, to),
      }),
    );
    return { layerCount: this.#layerCount, epochs: this.#epochs.slice(from, to), layers };
  }

  #openColumn(): void {
    if (this.#count === insideColumns) this.#merge();
    this.#count++;
    this.#filled = 0;
  }

  #merge(): void {
    const columns = insideColumns / 2;
    for (let to = 0; to < columns; to++) this.#epochs[to] = this.#epochs[2 * to + 1] as number;
    for (const { curves, weights, activations } of this.#layers) {
      for (const name of curveNames) {
        const values = curves[name];
        for (let to = 0; to < columns; to++)
          values[to] = ((values[2 * to] as number) + (values[2 * to + 1] as number)) / 2;
      }
      weights?.mergeColumns(insideColumns);
      activations.mergeColumns(insideColumns);
    }
    this.#count = columns;
    this.#span *= 2;
    this.#changedFrom = 0;
  }
}

/** One look at a layer; NaN where it has no such thing. */
function figures({ index, activation }: LayerName, { layers }: SampledUpdate) {
  const { update, activations } = layers[index] ?? {};
  const flat = activation === "sigmoid" || activation === "tanh";
  return {
    gradientNorm: update?.gradientNorm ?? Number.NaN,
    updateRatio: update?.updateRatio ?? Number.NaN,
    deadShare: activation === "relu" ? (activations?.deadShare ?? Number.NaN) : Number.NaN,
    saturatedShare: flat ? (activations?.saturatedShare ?? Number.NaN) : Number.NaN,
  };
}

function layerNames(model: Pick<ModelFile, "network">, inputWidth: number) {
  const shapes = inferShapes(model, inputWidth).layers;
  return model.network.layers.map((layer, index) => {
    const activation = "activation" in layer ? layer.activation.type : "identity";
    return {
      index,
      type: layer.type,
      units: shapes[index]?.output ?? 0,
      trained: (shapes[index]?.parameters ?? 0) > 0,
      ...(activation === "identity" ? {} : { activation }),
    };
  });
}

/** At most `limit` of the members, evenly chosen. */
function evenly<Member>(members: readonly Member[], limit: number): Member[] {
  if (members.length <= limit) return [...members];
  const chosen = Array.from({ length: limit }, (_, k) =>
    Math.round((k * (members.length - 1)) / (limit - 1)),
  );
  return members.filter((_, index) => chosen.includes(index));
}
