import type { Finding, Severity } from "../../src/protocol/finding.ts";
import { isActive, type RunSnapshot } from "../../src/protocol/run.ts";
import type { LiveChange, RunChange } from "../../src/protocol/settings.ts";
import type { CurveInfo } from "../curves.ts";
import { formatCount, formatNumber } from "../format.ts";

/** Something that happened at an epoch: findings, or the best epoch and what a person set, which have none. */
export interface Mark {
  readonly epoch: number;
  readonly look: Severity | "best" | "change";
  readonly label: string;
  readonly findings: readonly Finding[];
}

/** A mark's place in pixels: its line at `x`, its label right or left of it in one of the rows. */
export interface PlacedMark {
  readonly mark: Mark;
  readonly x: number;
  readonly left: number;
  readonly width: number;
  readonly row: number;
  /** There is no room for its label, so only its line is drawn. */
  readonly hidden: boolean;
}

/** Rows of labels, at most: more would cover the curves. */
const mostRows = 3;
/** Pixels beside a line where a pointer still means it. */
const reach = 5;

/** The marks of a run, by epoch. Hints are in the list; on the curve only what needs attention is marked. */
export function marksOf(
  findings: readonly Finding[],
  best?: { readonly epoch: number; readonly label: string },
  changes: readonly RunChange[] = [],
): Mark[] {
  const byEpoch = new Map<number, Finding[]>();
  for (const finding of findings)
    if (finding.epoch !== undefined && !finding.retracted && finding.severity !== "hint")
      byEpoch.set(finding.epoch, [...(byEpoch.get(finding.epoch) ?? []), finding]);
  const marks = [...byEpoch].map(([epoch, found]): Mark => {
    const first = found.find(({ primary }) => primary) ?? found[0];
    const others = found.length > 1 ? ` +${formatCount(found.length - 1)}` : "";
    return {
      epoch,
      look: first?.severity ?? "warning",
      label: `${first?.rule ?? ""}${others}`,
      findings: first ? [first, ...found.filter((finding) => finding !== first)] : [],
    };
  });
  if (best) marks.push({ ...best, look: "best", findings: [] });
  marks.push(...changeMarks(changes));
  return marks.sort((a, b) => a.epoch - b.epoch);
}

/** What was set while the run went on, at the first epoch that went by it; the last of several at one epoch. */
function changeMarks(changes: readonly RunChange[]): Mark[] {
  const byEpoch = new Map<number, LiveChange>();
  for (const { epoch, set } of changes) {
    const { seed: _, ...live } = set;
    byEpoch.set(epoch + 1, { ...byEpoch.get(epoch + 1), ...live });
  }
  return [...byEpoch].flatMap(([epoch, set]): Mark[] => {
    const label = Object.entries(set).map(([key, value]) => `${key} ${settingText(value)}`);
    return label.length > 0 ? [{ epoch, look: "change", label: label.join(", "), findings: [] }] : [];
  });
}

/** A setting as the file says it. */
const settingText = (value: LiveChange[keyof LiveChange]): string =>
  typeof value === "number"
    ? formatNumber(value)
    : Object.entries(value ?? {})
        .map(([key, limit]) => `${key} ${formatNumber(limit)}`)
        .join() || "none";

/**
 * The best epoch of a run, where its curve is shown: the one whose weights early stopping gave back, else the first
 * with the lowest loss. While the newest epoch is the best yet, there is none to point out.
 */
export function bestOf(
  { history, end, progress }: RunSnapshot,
  shown: readonly CurveInfo[],
): { readonly epoch: number; readonly value: number } | undefined {
  const { best, epochs, curves } = history;
  const curve = curves["validationLoss"] ? "validationLoss" : "loss";
  if (!best || !shown.some(({ name }) => name === curve)) return undefined;
  if (isActive(progress.status) && best.epoch === epochs.at(-1)) return undefined;
  return end?.bestEpoch === undefined
    ? best
    : { epoch: end.bestEpoch, value: end.validationLoss ?? end.loss };
}

/**
 * Places labels so that none covers another: each stands beside its line, in the first row that is free there.
 * @param pixelOf pixels of an epoch. @param widthOf pixels that a label takes. @param area the plot's edges.
 */
export function placeMarks(
  marks: readonly Mark[],
  area: { readonly left: number; readonly right: number },
  pixelOf: (epoch: number) => number,
  widthOf: (label: string) => number,
): PlacedMark[] {
  const free = new Array<number>(mostRows).fill(Number.NEGATIVE_INFINITY);
  return marks.flatMap((mark) => {
    const x = pixelOf(mark.epoch);
    if (x < area.left - 0.5 || x > area.right + 0.5) return [];
    const width = widthOf(mark.label);
    const left = x + 1 + width <= area.right ? x + 1 : Math.max(area.left, x - 1 - width);
    const row = free.findIndex((end) => end <= left);
    if (row >= 0) free[row] = left + width;
    return [{ mark, x, left, width, row: Math.max(0, row), hidden: row < 0 }];
  });
}

/** The mark that a pointer means: the label it stands on, else the nearest line. */
export function markAt(
  placed: readonly PlacedMark[],
  point: { readonly x: number; readonly y: number },
  rows: { readonly top: number; readonly height: number },
): Mark | undefined {
  const row = Math.floor((point.y - rows.top) / rows.height);
  const onLabel = placed.find(
    (one) => !one.hidden && one.row === row && point.x >= one.left && point.x <= one.left + one.width,
  );
  if (onLabel) return onLabel.mark;
  let nearest: PlacedMark | undefined;
  for (const one of placed)
    if (Math.abs(one.x - point.x) < Math.abs((nearest?.x ?? Number.POSITIVE_INFINITY) - point.x))
      nearest = one;
  return nearest && Math.abs(nearest.x - point.x) <= reach ? nearest.mark : undefined;
}
