import { applyDelta } from "../protocol/history.ts";
import { applyInside } from "../protocol/inside.ts";
import type { RunSnapshot, RunUpdate } from "../protocol/run.ts";

/** The snapshot after an update. */
export function applyUpdate(snapshot: RunSnapshot, update: RunUpdate): RunSnapshot {
  const { history, inside, ...rest } = update;
  return {
    ...snapshot,
    ...rest,
    ...(history ? { history: applyDelta(snapshot.history, history) } : {}),
    ...(inside ? { inside: applyInside(snapshot.inside, inside) } : {}),
  };
}
