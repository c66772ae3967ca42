import type { Schedule, ScheduleName, ScheduleOf } from "../../model/model.ts";
import { cosine } from "./cosine.ts";
import { exponential } from "./exponential.ts";
import { oneCycle } from "./one-cycle.ts";
import { reduceOnPlateau } from "./reduce-on-plateau.ts";
import type { ScheduleStep } from "./schedule.ts";
import { step } from "./step.ts";

type ScheduleSteps = { readonly [Name in ScheduleName]: ScheduleStep<ScheduleOf<Name>> };

const steps: ScheduleSteps = { step, exponential, cosine, oneCycle, reduceOnPlateau };

/** The table's type says that each schedule takes the parameters of its own name. */
export const scheduleStep = (schedule: Schedule): ScheduleStep<Schedule> =>
  steps[schedule.type] as ScheduleStep<Schedule>;

/** Whether the rate changes within an epoch. */
export const changesEachBatch = (schedule: Schedule | undefined): boolean =>
  schedule !== undefined && scheduleStep(schedule).perBatch === true;
