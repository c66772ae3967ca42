import {
  type BestEpoch,
  type CurveName,
  type CurvePoints,
  emptyHistory,
  type History,
} from "../protocol/history.ts";
import type { RunChange } from "../protocol/settings.ts";
import { toJson } from "./json.ts";

/*
 * history.jsonl: a header {"format":"backprop-history","version":1,"span":…,"curves":[…],"best":{…}}, then one line a point,
 * {"epoch":last epoch,"loss":[min,max,last],…}, then one line for each of the last epochs, {"epoch":…,"loss":…,…}, then
 * one line for each change, {"type":"change","epoch":…,"batch":…,"step":…,"set":{…},"file":{…}}.
 */

/** The text of `history.jsonl`. */
export function writeHistory(history: History, changes: readonly RunChange[] = []): string {
  const names = Object.keys(history.curves);
  const { span, best } = history;
  const lines = [
    toJson({ format: "backprop-history", version: 1, span, curves: names, ...(best && { best }) }),
  ];
  history.epochs.forEach((epoch, index) => {
    const point: Record<string, unknown> = { epoch };
    for (const name of names) {
      const { min, max, last } = history.curves[name] as CurvePoints;
      point[name] = [min[index], max[index], last[index]];
    }
    lines.push(toJson(point));
  });
  history.tail.epochs.forEach((epoch, index) => {
    const whole: Record<string, unknown> = { epoch };
    for (const name of names) whole[name] = history.tail.curves[name]?.[index];
    lines.push(toJson(whole));
  });
  for (const change of changes) lines.push(toJson({ type: changeType, ...change }));
  return `${lines.join("\n")}\n`;
}

const changeType = "change";
const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");
const isChange = (row: Record<string, unknown>): boolean => row["type"] === changeType;

/** The changes that `history.jsonl` holds; throws an `Error` where it is not JSON lines. */
export const readChanges = (text: string): RunChange[] =>
  linesOf(text)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(isChange)
    // The program wrote them itself.
    .map(({ type: _, ...change }) => change as unknown as RunChange);

/** Reads `history.jsonl`; throws an `Error` where it is not one. */
export function readHistory(text: string): History {
  const [first, ...lines] = linesOf(text);
  if (first === undefined) return emptyHistory;
  const header = JSON.parse(first) as {
    format?: string;
    version?: number;
    span: number;
    curves: CurveName[];
    best?: BestEpoch;
  };
  if (header.format !== "backprop-history" || header.version !== 1)
    throw new Error("history.jsonl is not a history of version 1");
  const rows = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((row) => !isChange(row));
  const isPoint = (row: Record<string, unknown>) => header.curves.every((name) => Array.isArray(row[name]));
  const points = rows.filter(isPoint);
  const tail = rows.filter((row) => !isPoint(row));
  const column = (name: CurveName, part: number) =>
    Float64Array.from(points, (row) => Number((row[name] as unknown[])[part]));
  return {
    span: header.span,
    ...(header.best && { best: header.best }),
    epochs: Float64Array.from(points, (row) => Number(row["epoch"])),
    curves: Object.fromEntries(
      header.curves.map((name) => [
        name,
        { min: column(name, 0), max: column(name, 1), last: column(name, 2) },
      ]),
    ),
    tail: {
      epochs: Float64Array.from(tail, (row) => Number(row["epoch"])),
      curves: Object.fromEntries(
        header.curves.map((name) => [name, Float64Array.from(tail, (row) => Number(row[name]))]),
      ),
    },
  };
}
