/** What a program prints once it has read a file. */
export interface Reading {
  /** With its version. */
  readonly program: string;
  readonly seconds: number;
  /** Seconds that its threads computed, together: less disturbed by what else the machine does. */
  readonly processor: number;
  readonly rows: number;
  /** Bytes of the process at most, without what it took before. */
  readonly memory: number;
  /** Bytes of the data as it is kept for training. */
  readonly kept?: number;
  /** Longest time, in seconds, that the thread of the editor had to wait. */
  readonly hostWait?: number;
}
