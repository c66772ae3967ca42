import type { RowHash } from "./row-hash.ts";
import { type TableColumn, valueAt } from "./side.ts";

/** Rows that columns are judged by, and known rows that are compared with all of training, at most. */
const sampleRows = 100_000;
const comparedRows = 1000;
/** Columns left out in turn, at most. */
const comparedColumns = 16;
/** A number column whose values come this often on average has few values rather than copies. */
const commonFrom = 5;
/** Part of the known rows that have a neighbour, from which they meet by chance. */
const neighbourPart = 0.5;
/** Rows alike in their coarse inputs, for each equal in all, up to which those inputs settle the rest. */
const settled = 2;
/** Part of the equal pairs that coarse inputs must make by chance to explain them all. */
const explainedPart = 0.25;

/**
 * Whether rows meet because their values are coarse (categories, grades, ages in years) rather than because rows
 * were copied. Rows that meet by chance have neighbours that differ in a single coarse column; copies have none.
 * And where coarse inputs settle everything else, as in the truth table of XOR, rows meet as often as the inputs'
 * values do when each is drawn for itself.
 *
 * `known` are held-out rows that equal a row of training.
 */
export function meetByChance(hash: RowHash, known: Uint32Array, train: Uint32Array): boolean {
  const chances = hash.columns.map((column) => chanceToMeet(column, hash.rows));
  const coarse = [...chances.keys()].filter((index) => chances[index] !== undefined);
  if (coarse.length === 0) return false;
  if (haveNeighbours(hash, known, train, evenly(coarse, comparedColumns))) return true;
  const inputs = coarse.filter((index) => hash.isInput(index));
  if (inputs.length === 0) return false;
  const compared = known.subarray(0, comparedRows);
  const equal = pairs(compared, train, (row) => hash.of(row));
  const alike = pairs(compared, train, (row) => hash.ofColumns(row, inputs));
  const chance = inputs.reduce((product, index) => product * (chances[index] as number), 1);
  return alike < settled * equal && chance * compared.length * train.length >= explainedPart * equal;
}

/** Whether most of the known rows, each kind once, have a row of training that differs in one of the columns alone. */
function haveNeighbours(
  hash: RowHash,
  known: Uint32Array,
  train: Uint32Array,
  columns: readonly number[],
): boolean {
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
  for (const row of train) {
    const self = found.get(hash.of(row));
    hash.without(row, columns).forEach((value, column) => {
      const alike = without[column]?.get(value);
      if (!alike) return;
      for (const at of alike) if (at !== self) hasNeighbour[at] = true;
      // So that many kinds alike are gone through once.
      without[column]?.set(
        value,
        alike.filter((at) => !hasNeighbour[at]),
      );
    });
  }
  return hasNeighbour.filter(Boolean).length >= neighbourPart * compared.length;
}

/** Pairs of a compared row and one of training that have the same number. */
function pairs(compared: Uint32Array, train: Uint32Array, of: (row: number) => number): number {
  const counts = new Map<number, number>();
  for (const row of compared) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  return train.reduce((sum, row) => sum + (counts.get(of(row)) ?? 0), 0);
}

/** Of a coarse column, how likely two rows have the same value; undefined where its values are fine. */
function chanceToMeet(column: TableColumn, rows: number): number | undefined {
  const every = Math.ceil(rows / sampleRows);
  const counts = new Map<number, number>();
  let sampled = 0;
  for (let row = 0; row < rows; row += every) {
    const value = valueAt(column, row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
    sampled++;
  }
  if (!column.isClass && sampled < commonFrom * counts.size) return undefined;
  let same = 0;
  for (const count of counts.values()) same += count * (count - 1);
  return same / Math.max(1, sampled * (sampled - 1));
}

/** At most `most` of the items, evenly chosen. */
function evenly<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from(
    { length: Math.min(most, items.length) },
    (_, at) => items[Math.floor(at * step)] as Item,
  );
}
