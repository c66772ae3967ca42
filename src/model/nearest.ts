/** Number of single-character insertions, deletions, replacements and swaps of neighbours from one word to the other. */
export function editDistance(a: string, b: string): number {
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (before[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (before[column - 1] as number) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, (twoBefore[column - 2] as number) + 1);
      current.push(least);
    }
    twoBefore = before;
    before = current;
  }
  return before[b.length] as number;
}

/** Spelling aside: `learning_rate`, `learning-rate` and `LearningRate` are the same. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, "");

/** The candidate that `word` most likely meant, if one is near: at most a third of its letters differ, or one begins with the other. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  // Distances of very long words take long and find nothing.
  if (word.length > 64) return undefined;
  const meant = plain(word);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const name = plain(candidate);
    const distance = editDistance(meant, name);
    const longer = Math.max(meant.length, name.length);
    // Of one letter for another nothing is left.
    const near = distance < longer && distance <= Math.max(1, Math.floor(longer / 3));
    const prefix = meant.length >= 3 && (name.startsWith(meant) || meant.startsWith(name));
    if ((near || prefix) && distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}
