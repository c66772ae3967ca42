import type { ScheduleOf } from "../../model/model.ts";
import type { ScheduleStep } from "./schedule.ts";

/** torch.optim.lr_scheduler.ExponentialLR. */
export const exponential: ScheduleStep<ScheduleOf<"exponential">> = {
  rate: ({ gamma }, { epoch, base }) => base * gamma ** epoch,
};
