import type { RepeatedRows } from "../../protocol/statistics.ts";
import type { Samples } from "../samples.ts";
import { meetByChance } from "./coarse.ts";
import { RowHash } from "./row-hash.ts";
import type { Side } from "./side.ts";

/** Kinds of rows, and how often each of them stands there exactly, from which data were put together from copies. */
const fewestKinds = 20;
const mostCopies = 4;
/** Held-out rows that are looked at, at most: as many tell enough, and their numbers take 50 MB. */
const mostHeld = 1 << 20;
/** Fewer rows than these, or a smaller part of those held out, hardly move a score. */
const fewestKnown = 3;
const smallestPart = 0.1;

/**
 * Rows held out from training that also stand in training, whole, where that is more than what the coarseness of
 * the values explains (`coarse.ts`); undefined where it is not. Samples are rows: not for windows.
 */
export function repeatedRows(inputs: Side, targets: Side, split: Samples["split"]): RepeatedRows | undefined {
  const heldOut = split.validation.length + split.test.length;
  if (heldOut < fewestKnown) return undefined;
  const hash = new RowHash(inputs, targets);
  const held = thinned([split.validation, split.test]);
  const known = knownOf(hash, held, split.train);
  if (known.length < Math.max(fewestKnown, smallestPart * held.length)) return undefined;
  if (!isRepeated(hash) && meetByChance(hash, known, split.train)) return undefined;
  const total = split.train.length + heldOut;
  const rows = Uint32Array.from({ length: total }, (_, row) => row);
  const inOrder = knownOf(
    hash,
    thinned([rows.subarray(split.train.length)]),
    rows.subarray(0, split.train.length),
  );
  const whole = heldOut / held.length;
  return {
    heldOut,
    known: Math.round(known.length * whole),
    knownInOrder: Math.round(inOrder.length * whole),
  };
}

<<<<<<< HEAD
/** Several for each row that is held. */
const marks = 1 << 23;
=======
/** Whether all of the data stand there several times, which coarse values never do to each row alike. */
function isRepeated(hash: RowHash): boolean {
  if (hash.rows > mostHeld) return false;
  const counts = new Map<number, number>();
  for (let row = 0; row < hash.rows; row++) {
    const value = hash.of(row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const times = [...counts.values()].reduce(commonDivisor);
  return counts.size >= fewestKinds && times > 1 && times <= mostCopies;
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
>>>>>>> d391008 (Repeated rows: judged by their neighbours; findings calibrated on 331 real tables)

/** All of the rows, or evenly chosen ones. */
function thinned(parts: readonly Uint32Array[]): Uint32Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const every = Math.ceil(length / mostHeld);
  const chosen: number[] = [];
  for (const part of parts) for (let at = 0; at < part.length; at += every) chosen.push(part[at] as number);
  return Uint32Array.from(chosen);
}

/** The held rows that equal a row of training. */
function knownOf(hash: RowHash, held: Uint32Array, train: Uint32Array): Uint32Array {
  // Most rows differ in a few values already, and are told apart without a look at the others.
  const marked = new Uint8Array(marks);
  for (const row of held) marked[hash.brief(row) % marks] = 1;
  const seen = new Set<number>();
  for (const row of train) if (marked[hash.brief(row) % marks] === 1) seen.add(hash.of(row));
  return held.filter((row) => seen.has(hash.of(row)));
}
