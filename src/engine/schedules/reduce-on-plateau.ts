import type { ScheduleOf } from "../../model/model.ts";
import type { Moment, ScheduleStep } from "./schedule.ts";

type Parameters = ScheduleOf<"reduceOnPlateau">;

/** A smaller change of the rate is none. */
const leastChange = 1e-8;

/** torch.optim.lr_scheduler.ReduceLROnPlateau. It remembers the best loss, the epochs since, and how often the rate fell. */
export const reduceOnPlateau: ScheduleStep<Parameters> = {
  rate: (schedule, { base, memory }) => reduced(schedule, base, memory[2] ?? 0),
  memory: {
    first: [Number.POSITIVE_INFINITY, 0, 0],
    after(schedule, { base, memory }: Moment, loss) {
      const [best = 0, waited = 0, falls = 0] = memory;
      if (loss < best * (1 - schedule.threshold)) return [loss, 0, falls];
      if (waited < schedule.patience) return [best, waited + 1, falls];
      const rate = reduced(schedule, base, falls);
      return [best, 0, rate - lower(schedule, rate) > leastChange ? falls + 1 : falls];
    },
  },
};

const lower = ({ factor, minLearningRate }: Parameters, rate: number): number =>
  Math.max(rate * factor, minLearningRate);

function reduced(schedule: Parameters, base: number, falls: number): number {
  let rate = base;
  for (let fall = 0; fall < falls; fall++) rate = lower(schedule, rate);
  return rate;
}
