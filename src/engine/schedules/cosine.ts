import type { ScheduleOf } from "../../model/model.ts";
import type { ScheduleStep } from "./schedule.ts";

/** torch.optim.lr_scheduler.CosineAnnealingLR with as many epochs as the schedule has. */
export const cosine: ScheduleStep<ScheduleOf<"cosine">> = {
  rate: ({ minLearningRate }, { epoch, epochs, base }) => {
    const share = Math.min(epoch, epochs) / epochs;
    return minLearningRate + ((base - minLearningRate) * (1 + Math.cos(Math.PI * share))) / 2;
  },
};
