/** One network on one data set, as every program of the benchmark reads it from `<name>.json` and `<name>.bin`. */
export interface Workload {
  readonly name: string;
  /** Inputs, then units of each dense layer. */
  readonly widths: readonly number[];
  readonly activations: readonly ("identity" | "relu" | "tanh" | "softmax")[];
  /** Under crossEntropy the target is the number of a class. */
  readonly loss: "mse" | "crossEntropy";
  readonly optimizer: "sgd" | "adam";
  readonly learningRate: number;
  readonly momentum: number;
  /** Gradient components are clipped to ±clip; 0 for no clip. */
  readonly clip: number;
  readonly precision: "float32" | "float64";
  readonly rows: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** So much of a workload: the first `rows` rows, `epochs` times. */
export interface Cut {
  readonly epochs: number;
  readonly rows: number;
}

/** What a program is asked to train; the engine also as the editor does it, in slices with signals between them. */
export interface Work extends Cut {
  readonly sliced?: boolean;
}

export const whole = ({ epochs, rows }: Workload): Cut => ({ epochs, rows });

/** Share of the whole workload's sample passes. */
export const shareOf = (workload: Workload, { epochs, rows }: Cut): number =>
  (epochs * rows) / (workload.epochs * workload.rows);

/** The cut nearest to a share of the workload: whole epochs, or of one epoch whole batches. */
export function cutTo(workload: Workload, share: number): Cut {
  const { rows, epochs, batchSize } = workload;
  if (share >= 1) return whole(workload);
  if (share * epochs >= 1) return { epochs: Math.floor(share * epochs), rows };
  const batches = Math.max(1, Math.floor((share * epochs * rows) / batchSize));
  return { epochs: 1, rows: Math.min(rows, batches * batchSize) };
}

/** Multiply-adds of the matrix products count as two; the gradient of the data is not needed. */
export function floatingPointOperations({ widths }: Workload, { epochs, rows }: Cut): number {
  const products = widths.slice(1).map((units, at) => units * (widths[at] as number));
  const all = products.reduce((sum, product) => sum + product, 0);
  return 2 * (3 * all - (products[0] as number)) * rows * epochs;
}
