import * as l10n from "@vscode/l10n";
import { DataError } from "../data/error.ts";

/** Milliseconds without an answer after which a file system counts as stalled. */
export const defaultPatience = 30_000;

/** The result of `work`; throws a `DataError` where it takes longer than `patience` milliseconds. */
export async function waitFor<T>(work: Promise<T>, patience: number, given: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const message = l10n.t(
        "{0} gave no data for {1} seconds. Is the disk or the network it lies on still there? Try again, or copy the file to this machine.",
        given,
        patience / 1000,
      );
      reject(refuse(message));
    }, patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const refuse = (message: string): DataError => new DataError(["data", "file"], message);

/** Why the file system refused, as a person reads it. */
export function reason(error: unknown, given: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case "ENOENT":
    case "ENOTDIR":
      return l10n.t("{0} does not exist. The path starts from the model file's folder.", given);
    case "EACCES":
    case "EPERM":
      return l10n.t("{0} may not be read: permission denied.", given);
    case "ELOOP":
      return l10n.t("{0} is a link that leads to itself.", given);
    case "ENAMETOOLONG":
      return l10n.t("{0} does not exist: its name is longer than a file's may be.", given.slice(0, 80));
    default:
      return l10n.t("{0} could not be read: {1}", given, (error as Error).message);
  }
}
