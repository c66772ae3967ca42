/** A moment of the schedule, which begins after the warm-up; past its end the last rate stays. */
export interface Moment {
  /** Whole epochs before it, and epochs in all, at least 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Whole batches before it in its epoch, and batches in each. */
  readonly batch: number;
  readonly batches: number;
  /** The optimizer's rate. */
  readonly base: number;
  /** What the schedule remembers. */
  readonly memory: readonly number[];
}

/** How a schedule sets the learning rate. */
export interface ScheduleStep<Parameters> {
  /** The rate changes with each batch; else with each epoch. */
  readonly perBatch?: true;
  rate(schedule: Parameters, at: Moment): number;
  /** What it remembers of the losses of the epochs before. */
  readonly memory?: {
    readonly first: readonly number[];
    /** After an epoch with this loss, the validation loss where there is one. */
    after(schedule: Parameters, at: Moment, loss: number): readonly number[];
  };
}
