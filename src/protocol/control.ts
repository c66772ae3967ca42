/** Values of the control word, an Int32 in shared memory that the worker reads between slices of about 10 ms. */
export const Control = {
  /** Train on. */
  run: 0,
  /** Wait as soon as the slice ends, between instructions if need be. */
  pause: 1,
  /** Train to the end of the current epoch, then pause. */
  step: 2,
  /** End at the batch's end, and save. */
  stop: 3,
  /** Train to the end of the batch at hand, or one more, then pause. */
  stepBatch: 4,
} as const;
export type Control = (typeof Control)[keyof typeof Control];
