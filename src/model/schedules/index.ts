import type * as z from "zod";
import { objects } from "../member.ts";
import { cosine } from "./cosine.ts";
import { exponential } from "./exponential.ts";
import { oneCycle } from "./one-cycle.ts";
import { reduceOnPlateau } from "./reduce-on-plateau.ts";
import { step } from "./step.ts";

/** The one list of schedules of the learning rate. */
export const schedules = { step, exponential, cosine, oneCycle, reduceOnPlateau } as const;

export type ScheduleName = keyof typeof schedules;
export type ScheduleOf<Name extends ScheduleName> = z.output<(typeof schedules)[Name]["schema"]>;
export type Schedule = ScheduleOf<ScheduleName>;

export const scheduleSchema = objects(schedules);
