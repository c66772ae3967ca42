import type { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import { InsideRecorder } from "./inside-recorder.ts";
import type { LivePart } from "./live-parts.ts";
import { Throttle } from "./pace.ts";
import type { SessionUpdate } from "./session-options.ts";

const looksPerSecond = 100;
/** Of the run's time, at most. */
const share = 0.01;
/** So that a short run, which views show too, is looked at more than once: a first look takes long. */
const firstLooks = { times: 24, share: 0.5 };

/** Looks now and then at what an update does inside the network, for the rules; and for views, who are told on demand. */
export class Looks implements LivePart {
  readonly topic = "inside";
  readonly #throttle: Throttle;
  readonly #recorder: InsideRecorder | undefined;

  /** `hasViews`: what is seen is kept for them. */
  constructor(model: ModelFile, inputWidth: number, hasViews: boolean, now: () => number) {
    this.#recorder = hasViews ? new InsideRecorder(model, inputWidth) : undefined;
    this.#throttle = new Throttle(now, looksPerSecond, share, ...(hasViews ? [firstLooks] : []));
  }

  get due(): boolean {
    return this.#throttle.due;
  }

  /** Trains to the end of the next batch, of `batches` an epoch, and looks at it. */
  look(trainer: Trainer, batches: number): void {
    this.#throttle.run(() => {
      trainer.sampleUpdate();
      const { epoch, batch } = trainer.position;
      this.#recorder?.record(epoch + batch / batches, trainer.signals().sampled);
    });
  }

  async take(): Promise<SessionUpdate> {
    const inside = this.#recorder?.delta();
    return inside ? { inside } : {};
  }
}
