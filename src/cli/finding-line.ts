import type { FindingEvent } from "../protocol/events.ts";
import type { Finding } from "../protocol/finding.ts";
import { toJson } from "../runs/json.ts";

/** A finding as a JSON line; its evidence is kept in `run.json`. */
export function findingLine({
  rule,
  severity,
  primary,
  path,
  at,
  epoch,
  message,
  fixes,
  retracted,
}: Finding): string {
  const event: FindingEvent = {
    type: "finding",
    rule,
    severity,
    primary,
    path,
    ...(at ? { at } : {}),
    ...(epoch === undefined ? {} : { epoch }),
    message,
    fixes,
    ...(retracted ? { retracted } : {}),
  };
  return `${toJson(event)}\n`;
}
