import type { Answer, Program } from "./program.ts";
import { cutTo, floatingPointOperations, shareOf, type Work, type Workload, whole } from "./workload.ts";

/** Seconds that a timed run of a slow program may take, and that all programs warm up. */
export interface Times {
  readonly run: number;
  readonly warmUp: number;
}

/** Below this many seconds a round is the median of several runs. */
const shortest = 0.1;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** One program on one workload: warmed up, and cut so that a run does not take too long. */
export class Entry {
  readonly program: Program;
  readonly work: Work;
  readonly #workload: Workload;
  /** Seconds of the whole workload, a number a round. */
  readonly rounds: number[] = [];
  #last: Answer | undefined;

  /** Runs grow until they and their repetitions have taken the time for warming up. */
  static async warmUp(program: Program, workload: Workload, times: Times): Promise<Entry> {
    let cut = cutTo(workload, 0.001);
    for (let total = 0; total < times.warmUp; ) {
      const { seconds } = await program.train(cut);
      total += seconds;
      const share = shareOf(workload, cut);
      if (seconds < times.warmUp / 2)
        cut = cutTo(workload, Math.min(4 * share, (share * times.run) / seconds));
    }
    const { seconds } = await program.train(cut);
    const share = (shareOf(workload, cut) * times.run) / seconds;
    // A run that is a little too long is not worth cutting.
    return new Entry(program, workload, share > 0.7 ? whole(workload) : cutTo(workload, share));
  }

  constructor(program: Program, workload: Workload, work: Work) {
    this.program = program;
    this.work = work;
    this.#workload = workload;
  }

  /** Share of the workload that was run; the time of the rest is inferred. */
  get share(): number {
    return shareOf(this.#workload, this.work);
  }

  get seconds(): number {
    return median(this.rounds);
  }

  get last(): Answer {
    if (!this.#last) throw new Error(`${this.program.name} has not run yet.`);
    return this.#last;
  }

  async round(): Promise<void> {
    const runs: number[] = [];
    for (let total = 0; total < shortest; total += this.#last.seconds) {
      this.#last = await this.program.train(this.work);
      runs.push(this.#last.seconds);
    }
    this.rounds.push(median(runs) / this.share);
  }
}

/** GFLOP/s. */
export const rateOf = (workload: Workload, seconds: number): number =>
  (floatingPointOperations(workload, whole(workload)) * 1e-9) / seconds;
