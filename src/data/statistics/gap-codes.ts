import type { GapCode } from "../../protocol/statistics.ts";
import { type TableColumn, valueAt } from "./side.ts";

/** Of instruments and file formats: the ends of integers, and the fill values of netCDF and GRIB. */
const limits = [-32768, 32767, 65535, -2147483648, 2147483647, 1e20, 1e30, 9.969209968386869e36];
/** -9, 99, -999, 9999.9, -99.99, … */
const nines = /^(?:-9|-?9{2,7}(?:\.9{1,3})?)$/;

/** Whether people write the number where there is no value. */
export const isCode = (value: number): boolean =>
  nines.test(String(value)) || limits.some((limit) => value === limit || value === -limit);

/** A single such number must lie this many times the others' range away; one that comes again, once. */
const aloneFactor = 10;

/**
 * The column's lowest and highest value, where they are numbers such as -999 that lie further from the others than
 * those from each other. Two kinds of values alone say nothing: 0 and 99 may be all that there is to measure.
 */
export function gapCodes(column: TableColumn, rows: number): GapCode[] {
  const { isClass, statistics, width } = column;
  if (isClass || width !== 1 || statistics.kind !== "number") return [];
  const { min, max, offset, scale } = statistics;
  const [isLow, isHigh] = [isCode(min), isCode(max)];
  if (!(isLow || isHigh) || min === max) return [];
  const precise = column.table.values instanceof Float64Array ? (value: number) => value : Math.fround;
  const low = precise((min - offset) / scale);
  const high = precise((max - offset) / scale);
  const counts = { low: 0, high: 0 };
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < rows; row++) {
    const value = valueAt(column, row);
    if (isLow && value === low) counts.low++;
    else if (isHigh && value === high) counts.high++;
    else {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  // The fewest values that make a range with something in it are three.
  if (!(least < most) || !hasBetween(column, rows, least, most)) return [];
  const range = most - least;
  const stands = (apart: number, count: number) => apart > (count > 1 ? range : aloneFactor * range);
  return [
    ...(isLow && stands(least - low, counts.low) ? [{ value: min, rows: counts.low }] : []),
    ...(isHigh && stands(high - most, counts.high) ? [{ value: max, rows: counts.high }] : []),
  ];
}

function hasBetween(column: TableColumn, rows: number, least: number, most: number): boolean {
  for (let row = 0; row < rows; row++) {
    const value = valueAt(column, row);
    if (value > least && value < most) return true;
  }
  return false;
}
