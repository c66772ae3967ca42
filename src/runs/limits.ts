import { availableParallelism, totalmem } from "node:os";

/** Bytes that one run's buffers may take: a quarter of this machine's (or container's) memory, at most 3.5 GiB. */
export function memoryLimit(): number {
  // Absent before Node 20.12, 0 where nothing is known, and beyond the machine's own where nothing is limited.
  const constrained = process.constrainedMemory?.() || Number.POSITIVE_INFINITY;
  return Math.floor(Math.min(Math.min(totalmem(), constrained) / 4, 3.5 * 2 ** 30));
}

/**
 * Threads for a run that starts in the editor beside `others` that go on: its share of `most`, the setting, or of all
 * cores but one, which stays the editor's; at least one.
 */
export function threadShare(
  most: number | null | undefined,
  others: number,
  cores = availableParallelism(),
): number {
  return Math.max(1, Math.floor((most ?? cores - 1) / (others + 1)));
}
