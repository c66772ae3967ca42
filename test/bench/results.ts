/** A peer on a workload. */
export interface PeerResult {
  readonly name: string;
  /** With its version and settings. */
  readonly program: string;
  readonly seconds: number;
  /** Its time over ours. */
  readonly ratio: number;
  /** What the ratio should be at least; 0 where there is no goal. */
  readonly goal: number;
  /** Share of the workload that was run; the time of the rest is inferred. */
  readonly share: number;
  /** Relative difference of the losses, where it is the same algorithm: after the first steps, or the whole training. */
  readonly difference?: { readonly value: number; readonly whole: boolean };
}

export interface WorkloadResult {
  readonly name: string;
  readonly question: string;
  readonly seconds: number;
  readonly rounds: readonly number[];
  readonly loss: number;
  readonly threads: number;
  /** GFLOP/s. */
  readonly rate: number;
  /** GFLOP/s of multiply-adds, measured in the same rounds. */
  readonly limit: { readonly one: number; readonly all: number };
  /** Time in slices of 10 ms with signals between them, over the time in one go. */
  readonly sliced: number;
  /** Bytes: the kernels' memory, in it weights, gradients and optimizer state, and data; and the whole process's peak. */
  readonly memory: {
    readonly kernels: number;
    readonly trained: number;
    readonly data: number;
    readonly peak: number;
  };
  readonly peers: readonly PeerResult[];
}

export interface Results {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Programs that wanted to run before the benchmark began, on average over a minute; 0 where that is not known. */
  readonly load: number;
  readonly rounds: number;
  /** Whether the limit is that of fused multiply-adds. */
  readonly isFused: boolean;
  readonly missing: readonly string[];
  readonly workloads: readonly WorkloadResult[];
}
