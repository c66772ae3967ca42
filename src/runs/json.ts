import type { EpochEvent, Metrics } from "../protocol/events.ts";

/** One line of JSON in which numbers that are not finite stand as the strings "NaN", "Infinity" and "-Infinity". */
export const toJson = (value: unknown, indent?: number): string =>
  JSON.stringify(
    value,
    (_key, entry) => (typeof entry === "number" && !Number.isFinite(entry) ? String(entry) : entry),
    indent,
  );

const number = (value: number): string => (Number.isFinite(value) ? String(value) : `"${value}"`);

const metrics = (values: Metrics): string =>
  `{${Object.entries(values)
    .map(([name, value]) => `"${name}":${number(value)}`)
    .join(",")}}`;

/** `toJson` of an epoch event, several times as fast: `train --json` prints one for every epoch. */
export function epochLine(event: EpochEvent): string {
  const validation =
    event.validationLoss === undefined ? "" : `,"validationLoss":${number(event.validationLoss)}`;
  const penalty = event.penalty === undefined ? "" : `,"penalty":${number(event.penalty)}`;
  const measured = event.validationMetrics ? `,"validationMetrics":${metrics(event.validationMetrics)}` : "";
  return `{"type":"epoch","epoch":${event.epoch},"loss":${number(event.loss)}${penalty}${validation},"metrics":${metrics(event.metrics)}${measured},"learningRate":${number(event.learningRate)}}`;
}
