import type { JsonPath, JsonValue } from "./json.ts";

/** Every rule that can report something, by the name that users read. `invalid` is a key or value the file may not have. */
export const ruleNames = [
  "invalid",
  "shape-mismatch",
  "output-units",
  "output-range",
  "activation-loss-mismatch",
  "inputs-not-normalized",
  "targets-not-normalized",
  "missing-values",
  "leaky-split",
  "class-imbalance",
  "constant-column",
  "more-parameters-than-data",
  "loss-nan",
  "loss-diverging",
  "still-improving",
] as const;
export type RuleName = (typeof ruleNames)[number];

export type Severity = "error" | "warning" | "hint";

/** Sets the value at `path`; without `value` the key is removed. */
export interface Edit {
  readonly path: JsonPath;
  readonly value?: JsonValue;
}

export interface Fix {
  readonly title: string;
  /** The one that *Fix and Retrain* applies; at most one of a finding's fixes. */
  readonly preferred: boolean;
  readonly edits: readonly Edit[];
}

/** A place in a file other than the model file's keys; lines and columns count from 1. */
export interface FilePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The numbers and the curve that show a finding to be true. */
export interface Evidence {
  /** Why it happens, in two or three sentences that a student understands. */
  readonly explanation: string;
  readonly numbers: readonly { readonly label: string; readonly value: string }[];
  readonly curve?: EvidenceCurve;
}

/** A small picture of one curve: at most 64 points, with the epoch that matters marked. */
export interface EvidenceCurve {
  readonly title: string;
  readonly epochs: readonly number[];
  readonly values: readonly (number | null)[];
  readonly logarithmic: boolean;
  readonly markEpoch?: number;
}

export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** The one root cause of a run (or of a check) that needs attention. */
  readonly primary: boolean;
  readonly path: JsonPath;
  readonly at?: FilePosition;
  readonly epoch?: number;
  /** What is wrong, where, and what to do, in one or two sentences. */
  readonly message: string;
  readonly fixes: readonly Fix[];
  readonly evidence?: Evidence;
  /** The finding no longer holds. */
  readonly retracted?: true;
}
