import type { RepeatedRows } from "../../protocol/statistics.ts";
import type { Samples } from "../samples.ts";
import { meetByChance } from "./coarse.ts";
import { Kinds } from "./kinds.ts";
import { RowHash } from "./row-hash.ts";
import type { Side } from "./side.ts";

/** Held-out rows that are looked at, at most: as many tell enough, and take 24 MB. */
const mostHeld = 1 << 20;
/** Fewer rows than these, or a smaller part of those held out, hardly move a score. */
const fewestKnown = 3;
const smallestPart = 0.1;
/** Kinds of rows, and how often each of them stands there exactly, from which data were put together from copies. */
const fewestKinds = 20;
const mostCopies = 4;
/** Values of which all rows are counted, at most. */
const countedValues = 2e7;

/**
 * Rows held out from training that also stand in training, whole, where that is more than what the coarseness of
 * the values explains (`coarse.ts`); undefined where it is not. Samples are rows: not for windows.
 */
export function repeatedRows(inputs: Side, targets: Side, split: Samples["split"]): RepeatedRows | undefined {
  const heldOut = split.validation.length + split.test.length;
  if (heldOut < fewestKnown) return undefined;
  const hash = new RowHash(inputs, targets);
  const held = thinned([split.validation, split.test]);
  const fewest = Math.max(fewestKnown, smallestPart * held.length);
  const known = knownOf(hash, held, split.train, fewest);
  if (known.length < fewest) return undefined;
  if (!isRepeated(hash) && meetByChance(hash, known, split.train)) return undefined;
  const rows = Uint32Array.from({ length: split.train.length + heldOut }, (_, row) => row);
  const inOrder = knownOf(
    hash,
    thinned([rows.subarray(split.train.length)]),
    rows.subarray(0, split.train.length),
    1,
  );
  const whole = heldOut / held.length;
  return {
    heldOut,
    known: Math.round(known.length * whole),
    knownInOrder: Math.round(inOrder.length * whole),
  };
}

/** Whether all of the data stand there several times, which coarse values never do to each row alike. */
function isRepeated(hash: RowHash): boolean {
  if (hash.rows * hash.width > countedValues) return false;
  const kinds = new Kinds(hash.rows);
  const counts = new Uint32Array(hash.rows);
  for (let row = 0; row < hash.rows; row++) {
    hash.see(row);
    const kind = kinds.add(hash.first, hash.second);
    counts[kind] = (counts[kind] as number) + 1;
  }
  const times = counts.subarray(0, kinds.count).reduce(commonDivisor, 0);
  return kinds.count >= fewestKinds && times > 1 && times <= mostCopies;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** All of the rows, or evenly chosen ones. */
function thinned(parts: readonly Uint32Array[]): Uint32Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const every = Math.ceil(length / mostHeld);
  const chosen: number[] = [];
  for (const part of parts) for (let at = 0; at < part.length; at += every) chosen.push(part[at] as number);
  return Uint32Array.from(chosen);
}

/**
 * The held rows that equal a row of training; none where they are fewer than `fewest`. Rows are compared by a few
 * of their columns first, and whole only where those are equal.
 */
function knownOf(hash: RowHash, held: Uint32Array, train: Uint32Array, fewest: number): Uint32Array {
  const alike = alikeIn(held, train, (row) => hash.glance(row), hash);
  if (alike.held.length < fewest) return new Uint32Array(0);
  const known = alikeIn(alike.held, alike.train, (row) => hash.see(row), hash);
  return known.held.length < fewest ? new Uint32Array(0) : known.held;
}

/** The rows of either side that have an equal on the other. */
function alikeIn(held: Uint32Array, train: Uint32Array, see: (row: number) => void, hash: RowHash) {
  const kinds = new Kinds(held.length);
  const kindOf = held.map((row) => {
    see(row);
    return kinds.add(hash.first, hash.second);
  });
  const isMet = new Uint8Array(kinds.count);
  const alike = train.filter((row) => {
    see(row);
    const kind = kinds.find(hash.first, hash.second);
    if (kind >= 0) isMet[kind] = 1;
    return kind >= 0;
  });
  return { held: held.filter((_, at) => isMet[kindOf[at] as number] === 1), train: alike };
}
