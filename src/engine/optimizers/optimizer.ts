/** The step that an optimizer adds to the plan. */
export interface OptimizerStep<Parameters> {
  /** The kernel's operation. */
  readonly operation: number;
  /** One more operation, on the settings alone, once all weights are written. */
  readonly end?: number;
  /** Floating point operations for one weight. */
  readonly cost: number;
  /** Names of what it keeps for each weight, in the kernel's order; `undefined` where this choice of parameters needs none. */
  states(optimizer: Parameters): readonly (string | undefined)[];
  /** The kernel's settings by their index in `kernels/layout.ts`. */
  settings(optimizer: Parameters): Readonly<Record<number, number>>;
  /** Whether a step from numbers of ordinary size is finite for sure. */
  bounded(optimizer: Parameters): boolean;
}

/** Weights that never had a gradient stay where they are, also where epsilon is 0. */
export const positive = (epsilon: number): number => Math.max(epsilon, 1e-37);

/** Whether neither the rate nor the decay nor a division can take an ordinary number to infinity. */
export const isOrdinary = (optimizer: {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly epsilon?: number;
  readonly momentum?: number;
}): boolean =>
  optimizer.learningRate <= 1e6 &&
  optimizer.weightDecay <= 1e3 &&
  (optimizer.epsilon ?? 1) >= 1e-12 &&
  (optimizer.momentum ?? 0) <= 1e3;
