import type * as z from "zod";
import type { Fix } from "../protocol/finding.ts";

/** What a check across several keys tells besides its message. */
export interface ProblemDetails {
  /** Paths of the edits are relative to the object that was checked, which is `depth` above the issue's path. */
  readonly fixes: readonly Fix[];
  readonly depth: number;
  /** Keys of which one would have to be there. */
  readonly missing?: readonly string[];
}

/** Reports a broken rule between keys at `path`, relative to the object that is checked. */
export function problem(
  context: z.RefinementCtx,
  path: readonly (string | number)[],
  message: string,
  fixes: readonly Fix[] = [],
  missing?: readonly string[],
): void {
  const details: ProblemDetails = { fixes, depth: path.length, ...(missing && { missing }) };
  context.addIssue({ code: "custom", path: [...path], message, params: { ...details }, continue: true });
}
