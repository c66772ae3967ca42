import type { RowHash } from "./row-hash.ts";
import { type TableColumn, valueAt } from "./side.ts";

/** Rows and values that columns are judged by, at most. */
const sampleRows = 50_000;
const sampleValues = 1e6;
/** Known rows that are compared, and numbers that are made of training rows to compare them with, at most. */
const comparedRows = 1000;
const trainedNumbers = 1e6;
/** Columns left out in turn, at most. */
const comparedColumns = 64;
/** A number column has few values, rather than copies, where they come this often, or in so many different rows. */
const commonFrom = 5;
const differentFrom = 2;
/** Decimals that a number may have to be told from one without limits, and steps of the last one that count as near. */
const mostDecimals = 4;
const nearSteps = 20;
/** Part of the known rows that have a neighbour, from which they meet by chance. */
const neighbourPart = 0.5;
/** Rows alike in their coarse inputs, for each equal in all, up to which those inputs settle the rest. */
const settled = 2;
/** Part of the equal pairs that coarse inputs must make by chance to explain them all. */
const explainedPart = 0.25;

/**
 * Whether rows meet because their values are coarse (categories, grades, ages in years) rather than because rows
 * were copied. Rows that meet by chance have neighbours that differ in a single coarse column, or by a few last
 * decimals in another one; copies have none. And where coarse inputs settle everything else, as in the truth table
 * of XOR, rows meet as often as the inputs' values do when each is drawn for itself.
 *
 * `known` are held-out rows that equal a row of training.
 */
export function meetByChance(hash: RowHash, known: Uint32Array, train: Uint32Array): boolean {
  const rows = Uint32Array.from({ length: hash.rows }, (_, row) => row);
  const sample = evenly(rows, Math.min(sampleRows, sampleValues / hash.columns.length));
  const different = new Set(Array.from(sample, (row) => hash.of(row))).size;
  const chances = hash.columns.map((column) => chanceToMeet(column, sample, different));
  const near = hash.columns.map((column, index) =>
    chances[index] === undefined ? nearSteps * stepOf(column, sample) : Infinity,
  );
  if (haveNeighbours(hash, known, train, near)) return true;
  const inputs = [...chances.keys()].filter((index) => hash.isInput(index) && chances[index] !== undefined);
  if (inputs.length === 0) return false;
  const compared = known.subarray(0, comparedRows);
  const trained = evenly(train, trainedNumbers / hash.width);
  const equal = pairs(compared, trained, (row) => hash.of(row));
  const alike = pairs(compared, trained, (row) => hash.ofColumns(row, inputs));
  const chance = inputs.reduce((product, index) => product * (chances[index] as number), 1);
  return alike < settled * equal && chance * compared.length * trained.length >= explainedPart * equal;
}

/**
 * Whether most of the known rows, each kind once, have a row of training that differs in one column alone, and there
 * by no more than `near` says for the column (0: never).
 */
function haveNeighbours(
  hash: RowHash,
  known: Uint32Array,
  train: Uint32Array,
  near: readonly number[],
): boolean {
  const coarse = Uint32Array.from(near.keys()).filter((index) => (near[index] as number) > 0);
  const columns = Array.from(evenly(coarse, comparedColumns));
  const kinds = new Map<number, number>();
  for (const row of known) if (kinds.size < comparedRows) kinds.set(hash.of(row), row);
  const compared = [...kinds.values()];
  const found = new Map([...kinds.keys()].map((value, at) => [value, at]));
  const without = columns.map(() => new Map<number, number[]>());
  compared.forEach((row, at) => {
    hash.without(row, columns).forEach((value, column) => {
      const others = without[column]?.get(value);
      if (others) others.push(at);
      else without[column]?.set(value, [at]);
    });
  });
  const hasNeighbour = compared.map(() => false);
  for (const row of evenly(train, trainedNumbers / (hash.width + columns.length))) {
    const self = found.get(hash.of(row));
    hash.without(row, columns).forEach((value, place) => {
      const alike = without[place]?.get(value);
      if (!alike) return;
      const index = columns[place] as number;
      const column = hash.columns[index] as TableColumn;
      const mine = valueAt(column, row);
      for (const at of alike)
        if (
          at !== self &&
          Math.abs(valueAt(column, compared[at] as number) - mine) <= (near[index] as number)
        )
          hasNeighbour[at] = true;
      // So that many kinds alike are gone through once.
      without[place]?.set(
        value,
        alike.filter((at) => !hasNeighbour[at]),
      );
    });
  }
  return hasNeighbour.filter(Boolean).length >= neighbourPart * compared.length;
}

/** The step of a number column's last decimal, in the table's units; 0 where it has no last one. */
function stepOf({ table, from, statistics: { offset, scale } }: TableColumn, sample: Uint32Array): number {
  const rounding = table.values instanceof Float64Array ? 1e-12 : 4e-7;
  for (let decimals = 0; decimals <= mostDecimals; decimals++) {
    const power = 10 ** decimals;
    const isWhole = (row: number) => {
      const value = ((table.values[row * table.width + from] as number) * scale + offset) * power;
      const error = rounding * (Math.abs(value) + Math.abs(offset) * power) + 1e-9;
      return error < 0.05 && Math.abs(value - Math.round(value)) <= error;
    };
    if (sample.every(isWhole)) return 1 / power / scale;
  }
  return 0;
}

/** Pairs of a compared row and one of training that have the same number. */
function pairs(compared: Uint32Array, train: Uint32Array, of: (row: number) => number): number {
  const counts = new Map<number, number>();
  for (const row of compared) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  return train.reduce((sum, row) => sum + (counts.get(of(row)) ?? 0), 0);
}

/**
 * How likely two rows of the sample have the same value; undefined where the column is not coarse. `different` is
 * how many kinds of rows the sample has.
 */
function chanceToMeet(column: TableColumn, sample: Uint32Array, different: number): number | undefined {
  const counts = new Map<number, number>();
  for (const row of sample) {
    const value = valueAt(column, row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const isFew = sample.length >= commonFrom * counts.size || different >= differentFrom * counts.size;
  if (!column.isClass && !isFew) return undefined;
  let same = 0;
  for (const count of counts.values()) same += count * (count - 1);
  return same / Math.max(1, sample.length * (sample.length - 1));
}

/** At most `most` of the numbers, evenly chosen. */
function evenly(numbers: Uint32Array, most: number): Uint32Array {
  const every = Math.ceil(numbers.length / most);
  return every <= 1 ? numbers : numbers.filter((_, at) => at % every === 0);
}
