import type { CancellationToken } from "vscode";

/** A signal that is aborted once the token is cancelled. */
export function abortWith(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
