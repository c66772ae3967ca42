import type { ScheduleOf } from "../../model/model.ts";
import type { ScheduleStep } from "./schedule.ts";

/** Start of the cycle as a part of its highest rate, and end of it as a part of the start. */
const start = 1 / 25;
const end = 1e-4;

/** torch.optim.lr_scheduler.OneCycleLR with `cycle_momentum` off. */
export const oneCycle: ScheduleStep<ScheduleOf<"oneCycle">> = {
  perBatch: true,
  rate: ({ maxLearningRate, warmupFraction }, { epoch, epochs, batch, batches }) => {
    const last = epochs * batches - 1;
    const step = Math.min(epoch * batches + batch, last);
    // The step of the highest rate, not always a whole number.
    const top = warmupFraction * (last + 1) - 1;
    const lowest = maxLearningRate * start;
    if (step <= top) return between(lowest, maxLearningRate, top === 0 ? 1 : step / top);
    return between(maxLearningRate, lowest * end, (step - top) / (last - top));
  },
};

/** From one rate to another along half a cosine. */
const between = (from: number, to: number, share: number): number =>
  to + ((from - to) / 2) * (1 + Math.cos(Math.PI * share));
