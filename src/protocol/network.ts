/** What the drawing of a network shows. Large layers are folded: some of their units stand for all. */

/** Points along each side of the plane over which units are drawn where there are two inputs. */
export const planeSize = 20;

/** What does not change while a run goes on. Sent once a run; `NetworkState` follows live. */
export interface NetworkBase {
  /** Values of the input vector. */
  readonly inputCount: number;
  readonly inputs: readonly ShownInput[];
  readonly layers: readonly ShownLayer[];
  /** Layers of the network; of very many only the first and the last are shown. */
  readonly layerCount: number;
  readonly parameters: number;
  /** Names of what the network gives, for the shown units of the last layer. */
  readonly outputs: readonly string[];
  /** The samples to choose from: x in the data's own units, and 0 training, 1 validation, 2 test. */
  readonly samples: {
    readonly xName: string;
    readonly xIsDate: boolean;
    readonly x: Float64Array;
    readonly split: Uint8Array;
  };
  /** Whether `NetworkState` holds pictures over the plane of the two inputs, and from where to where that goes. */
  readonly plane?: { readonly from: readonly [number, number]; readonly to: readonly [number, number] };
}

export interface ShownInput {
  readonly name: string;
  /** Of each sample, in the data's own units. */
  readonly values: Float64Array;
}

export interface ShownLayer {
  /** In `network.layers`, from 0. */
  readonly index: number;
  readonly type: string;
  readonly activation?: string;
  readonly inputs: number;
  readonly units: number;
  readonly parameters: number;
  /** The units that are drawn, ascending. */
  readonly shown: readonly number[];
  /** Whether what comes before it is drawn too, so that its weights are lines. */
  readonly follows: boolean;
}

export interface NetworkState {
  /** Whole epochs done. */
  readonly epoch: number;
  readonly layers: readonly LayerState[];
}

/** Of the shown units of a layer. */
export interface LayerState {
  /** `[samples, units]`. */
  readonly outputs: Float64Array;
  /** From the shown units before to those of the layer, `[before, units]`; absent where it has no such weights. */
  readonly weights?: Float64Array;
  readonly biases?: Float64Array;
  /** Euclidean norm of each unit's gradient in the last batch, before the clip; absent where none is kept. */
  readonly gradients?: Float64Array;
  /** Share of the samples for which a relu unit gives 0; absent for other activations. */
  readonly dead?: Float64Array;
  /** What each unit gives over the plane, `[units, planeSize, planeSize]`, from its lowest (0) to its highest (255) value. */
  readonly planes?: { readonly low: Float64Array; readonly high: Float64Array; readonly values: Uint8Array };
}
