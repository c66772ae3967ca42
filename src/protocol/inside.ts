/**
 * What went on in a network's layers over a run, in bounded columns. Each column is the mean of some looks at the
 * network, each at one update and the weights after it. The worker owns it and sends deltas; host and panel mirror it
 * with `applyInside`.
 */

/** Columns at most; where there are more looks, neighbours are merged. */
export const insideColumns = 192;
/** Rows of a strip. */
export const stripBins = 128;

/** How values were spread over time: a histogram a column. */
export interface Strip {
  /** The bins divide −limit to limit evenly; the few values beyond stand in the first and the last. */
  readonly limit: number;
  /** `[columns, stripBins]`: 255 times the square root of a bin's share of the column's values. */
  readonly shares: Uint8Array;
}

/** One value a column; NaN where a layer has no such thing. */
export interface LayerCurves {
  /** Euclidean norm of a batch's gradient, before the clip. */
  readonly gradientNorm: Float64Array;
  /** Norm of an update over that of the weights. */
  readonly updateRatio: Float64Array;
  /** Share of relu units that gave 0 for all rows looked at. */
  readonly deadShare: Float64Array;
  /** Share of the values of sigmoid or tanh that lie where it is flat. */
  readonly saturatedShare: Float64Array;
}

export interface LayerName {
  /** In `network.layers`, from 0. */
  readonly index: number;
  readonly type: string;
  readonly units: number;
  /** Absent where the layer has none, or identity. */
  readonly activation?: string;
}

export interface LayerInside {
  readonly layer: LayerName;
  readonly curves: LayerCurves;
  /** Of the kernel, or of a normalization's gamma; absent where there is nothing to train. */
  readonly weights?: Strip;
  readonly activations: Strip;
}

export interface Inside {
  /** Layers of the network; of very many only some are kept. */
  readonly layerCount: number;
  /** When the last look of each column was, in epochs and parts of one. */
  readonly epochs: Float64Array;
  readonly layers: readonly LayerInside[];
}

/** `inside` holds the columns from index `from` on; those before stay as they were. */
export interface InsideDelta {
  readonly from: number;
  readonly inside: Inside;
}

function join<Values extends Float64Array | Uint8Array>(before: Values, from: number, after: Values): Values {
  const joined =
    after instanceof Uint8Array ? new Uint8Array(from + after.length) : new Float64Array(from + after.length);
  joined.set(before.subarray(0, from));
  joined.set(after, from);
  return joined as Values;
}

const joinStrips = (before: Strip, from: number, after: Strip): Strip => ({
  limit: after.limit,
  shares: join(before.shares, from * stripBins, after.shares),
});

/** What is known after a delta. */
export function applyInside(before: Inside | undefined, { from, inside }: InsideDelta): Inside {
  if (from === 0 || !before) return inside;
  return {
    ...inside,
    epochs: join(before.epochs, from, inside.epochs),
    layers: inside.layers.map((next, index) => {
      const last = before.layers[index];
      if (!last) return next;
      const { curves, weights, activations } = next;
      return {
        layer: next.layer,
        curves: {
          gradientNorm: join(last.curves.gradientNorm, from, curves.gradientNorm),
          updateRatio: join(last.curves.updateRatio, from, curves.updateRatio),
          deadShare: join(last.curves.deadShare, from, curves.deadShare),
          saturatedShare: join(last.curves.saturatedShare, from, curves.saturatedShare),
        },
        ...(weights && last.weights ? { weights: joinStrips(last.weights, from, weights) } : {}),
        activations: joinStrips(last.activations, from, activations),
      };
    }),
  };
}
