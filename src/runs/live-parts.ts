import type { Trainer } from "../engine/trainer.ts";
import type { Topic } from "../protocol/topics.ts";
import { Throttle } from "./pace.ts";
import type { SessionUpdate } from "./session-options.ts";

/** What a view shows of the network as it stands. */
export interface LivePart {
  readonly topic: Topic;
  /** What is to be told of the network now; undefined where `goOn`, asked now and then, says no. */
  take(trainer: Trainer, epoch: number, goOn: () => Promise<boolean>): Promise<SessionUpdate | undefined>;
}

export interface LiveMoment {
  readonly trainer: Trainer;
  /** Whole epochs that made its weights. */
  readonly epoch: number;
  readonly wants: (topic: Topic) => boolean;
  readonly goOn: () => Promise<boolean>;
}

const partsPerSecond = 15;
/** Of the run's time, at most, for each part. */
const share = 0.05;
/** Of what each part tells, on average: a view is sent less than 2 MB a second in all. */
const bytesPerSecond = 1e6;

interface Kept {
  readonly part: LivePart;
  readonly throttle: Throttle;
  /** Step of the network that was told last. */
  step: number;
}

/** The parts of a run's picture that are computed only while a view shows them, and only where the network changed. */
export class LiveParts {
  readonly #parts: readonly Kept[];

  constructor(parts: readonly LivePart[], now: () => number) {
    this.#parts = parts.map((part) => ({
      part,
      throttle: new Throttle(now, partsPerSecond, share),
      step: -1,
    }));
  }

  /** Whether it is time to tell a part again. */
  isDue(topic: Topic): boolean {
    return this.#parts.some(({ part, throttle }) => part.topic === topic && throttle.due);
  }

  /** The network has other weights though it made no step. */
  forget(): void {
    for (const kept of this.#parts) kept.step = -1;
  }

  /** What views want to be told; undefined where they know it all. */
  async take({ trainer, epoch, wants, goOn }: LiveMoment): Promise<SessionUpdate | undefined> {
    let told: SessionUpdate | undefined;
    const { step } = trainer.position;
    for (const kept of this.#parts) {
      if (kept.step === step || !wants(kept.part.topic)) continue;
      const update = await kept.throttle.run(() => kept.part.take(trainer, epoch, goOn));
      if (!update) return told;
      kept.step = step;
      kept.throttle.rest((1000 * bytesOf(update)) / bytesPerSecond);
      told = { ...told, ...update };
    }
    return told;
  }
}

/** What the typed arrays in a value take. */
export function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, member) => sum + bytesOf(member), 0);
}
