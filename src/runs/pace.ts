/** Tells how long a run has trained, pauses left out, and how fast it goes. */
export class Pace {
  readonly #now: () => number;
  readonly #before: number;
  #milliseconds: number;
  #since: number | undefined;
  /** Where the current measurement of speed began. */
  #mark = { seconds: 0, epochs: 0 };
  #rate: number | undefined;

  /** `now` in milliseconds; `seconds` trained and `epochs` done before this session. */
  constructor(now: () => number, seconds: number, epochs: number) {
    this.#now = now;
    this.#milliseconds = seconds * 1000;
    this.#before = seconds;
    this.#mark = { seconds, epochs };
  }

  run(): void {
    this.#since ??= this.#now();
  }

  pause(): void {
    this.#milliseconds = this.seconds * 1000;
    this.#since = undefined;
  }

  get seconds(): number {
    const running = this.#since === undefined ? 0 : this.#now() - this.#since;
    return (this.#milliseconds + running) / 1000;
  }

  /** Without those before this session. */
  get sessionSeconds(): number {
    return this.seconds - this.#before;
  }

  /** Epochs a second over about the last half second, from the epochs done so far, begun ones in fractions. */
  epochsPerSecond(epochs: number): number {
    const seconds = this.seconds - this.#mark.seconds;
    const recent = seconds > 0 ? (epochs - this.#mark.epochs) / seconds : 0;
    if (seconds < 0.5) return this.#rate ?? recent;
    this.#rate = this.#rate === undefined ? recent : 0.5 * this.#rate + 0.5 * recent;
    this.#mark = { seconds: this.seconds, epochs };
    return this.#rate;
  }
}

/** The first times of a throttled job may take a larger share. */
export interface HeadStart {
  readonly times: number;
  readonly share: number;
}

/** Lets a job run at most `perSecond` times a second and for at most `share` of the time, after its head start. */
export class Throttle {
  readonly #now: () => number;
  readonly #interval: number;
  readonly #share: number;
  readonly #headStart: HeadStart;
  #next = Number.NEGATIVE_INFINITY;
  #times = 0;

  constructor(now: () => number, perSecond: number, share = 1, headStart: HeadStart = { times: 0, share }) {
    this.#now = now;
    this.#interval = 1000 / perSecond;
    this.#share = share;
    this.#headStart = headStart;
  }

  /** The next job is not due for so many milliseconds. */
  rest(milliseconds: number): void {
    this.#next = Math.max(this.#next, this.#now() + milliseconds);
  }

  get due(): boolean {
    return this.#now() >= this.#next;
  }

  /** Runs the job, due or not, and counts its time. */
  run<T>(job: () => T): T {
    const start = this.#now();
    const share = this.#times++ < this.#headStart.times ? this.#headStart.share : this.#share;
    const settle = () => {
      this.#next = start + Math.max(this.#interval, (this.#now() - start) / share);
    };
    const result = job();
    settle();
    if (result instanceof Promise) void result.then(settle, () => {});
    return result;
  }
}
