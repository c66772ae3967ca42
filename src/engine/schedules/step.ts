import type { ScheduleOf } from "../../model/model.ts";
import type { ScheduleStep } from "./schedule.ts";

/** torch.optim.lr_scheduler.StepLR. */
export const step: ScheduleStep<ScheduleOf<"step">> = {
  rate: ({ stepSize, gamma }, { epoch, base }) => base * gamma ** Math.floor(epoch / stepSize),
};
