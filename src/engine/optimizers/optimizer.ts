/** The step that an optimizer adds to the plan. */
export interface OptimizerStep<Parameters> {
  /** The kernel's operation. */
  readonly operation: number;
  /** Floating point operations for one weight. */
  readonly cost: number;
  /** Names of what it keeps for each weight. */
  states(optimizer: Parameters): readonly string[];
  /** The kernel's settings by their index in `kernels/layout.ts`. */
  settings(optimizer: Parameters): Readonly<Record<number, number>>;
  /** Whether a step from numbers of ordinary size is finite for sure. */
  bounded(optimizer: Parameters): boolean;
}
