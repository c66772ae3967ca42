import type { ModelFile } from "../../model/model.ts";
import type { Giveaway } from "../../protocol/statistics.ts";
import { rowsOf, type Side, type TableColumn, tableColumns, valueAt } from "./side.ts";

/** With fewer rows than these, or so few more than labels, numbers may lie on a line, and labels agree, by chance. */
const fewestRows = 10;
const fewestBinaryRows = 20;
/** Part of the target's range by which a copy may differ: what rounding to three digits does. */
const tolerance = 1e-3;
/** Rounding of a float32 and of a few operations on it. */
const singleRounding = 2 ** -22;

type Relation = Pick<Giveaway, "relation" | "factor" | "offset">;

/**
 * Inputs that hold a target of the same row: the column itself, one of the same values, a rescaled one, or one with
 * another word for each label. With a window the inputs are past values, so only a column that holds the target's
 * next value counts.
 *
 * One lone input of which the target is a multiple is the task of learning a line, not a leak; nor is a network
 * that predicts all that it is given (an autoencoder). Of columns by rule, a copy is one made from the target.
 */
export function giveaways(data: ModelFile["data"], inputs: Side, targets: Side): Giveaway[] {
  const from = tableColumns(inputs);
  const to = tableColumns(targets);
  const isTarget = (column: TableColumn) => to.some(({ index }) => index === column.index);
  const lag = data.window ? 1 : 0;
  const pairs = rowsOf(inputs) - lag;
  if (data.window ? data.generate !== undefined : from.length > 1 && from.every(isTarget)) return [];
  const wanted = to.map((column) => describe(column, pairs, lag));
  return from.flatMap((input): Giveaway[] => {
    const giveaway = (target: TableColumn, how: Relation) => ({
      input: input.name,
      target: target.name,
      ...how,
      ahead: lag > 0,
    });
    if (isTarget(input)) return lag > 0 ? [] : [giveaway(input, { relation: "same", factor: 1, offset: 0 })];
    for (const target of wanted) {
      const how = relation(input, target, pairs, lag);
      if (!how) continue;
      const isMade = data.generate === undefined || input.index > target.column.index;
      const counts =
        from.length > 1 ? isMade || how.relation === "equal" : isMade && how.relation !== "scaled";
      if (counts) return [giveaway(target.column, how)];
    }
    return [];
  });
}

interface Target {
  readonly column: TableColumn;
  /** Different values, 3 where there are more, unless it is a class. */
  readonly values: number;
  /** Rows of the inputs whose targets are the lowest and the highest. */
  readonly low: number;
  readonly high: number;
}

function describe(column: TableColumn, pairs: number, lag: number): Target {
  const seen = new Set<number>();
  let [low, high] = [0, 0];
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < pairs; row++) {
    const value = valueAt(column, row + lag);
    if (seen.size < 3) seen.add(value);
    if (value < least) [least, low] = [value, row];
    if (value > most) [most, high] = [value, row];
  }
  return { column, values: column.isClass ? Math.max(column.width, seen.size) : seen.size, low, high };
}

/** How the input of each row gives the target `lag` rows on, if it does. */
function relation(input: TableColumn, target: Target, pairs: number, lag: number): Relation | undefined {
  if (target.values < 2 || pairs < (target.values === 2 ? fewestBinaryRows : fewestRows)) return undefined;
  if (!input.isClass && !target.column.isClass) return onALine(input, target, pairs, lag);
  // A text goes with a number only where there are no more than two of each.
  const canGo = target.column.isClass || target.values === 2;
  return canGo && pairs >= target.values + fewestRows ? recoded(input, target, pairs, lag) : undefined;
}

/** Whether each value of the input goes with one label, and each label with one value. */
function recoded(input: TableColumn, { column }: Target, pairs: number, lag: number): Relation | undefined {
  const labelOf = new Map<number, number>();
  const wordOf = new Map<number, number>();
  for (let row = 0; row < pairs; row++) {
    const value = valueAt(input, row);
    const label = valueAt(column, row + lag);
    const [known, other] = [labelOf.get(value), wordOf.get(label)];
    if (known === undefined && other === undefined) {
      labelOf.set(value, label);
      wordOf.set(label, value);
    } else if (known !== label || other !== value) return undefined;
  }
  return { relation: "recoded", factor: 1, offset: 0 };
}

/** A value of the table in the data's own units. */
const own = ({ statistics: { offset, scale } }: TableColumn, value: number): number => value * scale + offset;

/** Whether the target lies on one line over the input, to within rounding. */
function onALine(
  input: TableColumn,
  { column, low, high }: Target,
  pairs: number,
  lag: number,
): Relation | undefined {
  const [x1, x2] = [valueAt(input, low), valueAt(input, high)];
  const [y1, y2] = [valueAt(column, low + lag), valueAt(column, high + lag)];
  const range = y2 - y1;
  const slope = range / (x2 - x1);
  const start = y1 - slope * x1;
  const largest = Math.max(...[y1, y2, slope * x1, slope * x2].map(Math.abs));
  const rounding = column.table.values instanceof Float64Array ? 0 : singleRounding * largest;
  if (!Number.isFinite(slope) || rounding > range / 10) return undefined;
  const allowed = tolerance * range + rounding;
  for (let row = 0; row < pairs; row++) {
    const apart = valueAt(column, row + lag) - (start + slope * valueAt(input, row));
    if (!(Math.abs(apart) <= allowed)) return undefined;
  }
  const { statistics: from } = input;
  const { statistics: to } = column;
  const factor = (slope * to.scale) / from.scale;
  const isEqual =
    Math.abs(factor - 1) <= 2 * tolerance &&
    Math.abs(own(input, x1) - own(column, y1)) <= 2 * tolerance * range * to.scale;
  if (isEqual) return { relation: "equal", factor: 1, offset: 0 };
  const offset = to.offset + start * to.scale - factor * from.offset;
  // What is left of rounding is no offset.
  return {
    relation: "scaled",
    factor,
    offset: Math.abs(offset) <= tolerance * range * to.scale ? 0 : offset,
  };
}
