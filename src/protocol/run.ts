import type { EndEvent, Figures, StartEvent } from "./events.ts";
import type { Finding } from "./finding.ts";
import type { History, HistoryDelta } from "./history.ts";
import type { Inside, InsideDelta } from "./inside.ts";
import type { NetworkBase, NetworkState } from "./network.ts";
import type { Predicted, PredictionBase } from "./prediction.ts";
import type { RunChange, RunSettings } from "./settings.ts";

/** `failed`: the program or the worker ended, or the file was invalid; `message` says why. */
export type RunStatus = "starting" | "training" | "paused" | "completed" | "stopped" | "diverged" | "failed";

export const isActive = (status: RunStatus): boolean =>
  status === "starting" || status === "training" || status === "paused";

/** The share of the data that is read so far, in whole percent; undefined where none is being read. */
export const percentRead = ({ status, loading }: Progress): number | undefined =>
  status === "starting" && loading && loading.total > 0
    ? Math.min(100, Math.floor((100 * loading.bytes) / loading.total))
    : undefined;

export interface Progress {
  readonly status: RunStatus;
  /** Whole epochs done, of `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches done of the epoch at hand, of `batches`; absent before training. */
  readonly batch?: number;
  readonly batches?: number;
  /** Training time so far, without pauses. */
  readonly seconds: number;
  readonly epochsPerSecond: number;
  readonly samplesPerSecond: number;
  /** Estimated time left; absent before it can be told. */
  readonly secondsLeft?: number;
  readonly figures?: Figures;
  /** Before training, while files are read: how many of their bytes are, of how many. */
  readonly loading?: { readonly bytes: number; readonly total: number };
  readonly message?: string;
}

/** Everything a view needs to draw a run; the host keeps it, views mirror it. */
export interface RunSnapshot {
  readonly id: string;
  readonly title: string;
  /** The model file's name for a person, and its URI. */
  readonly fileName: string;
  readonly uri: string;
  readonly progress: Progress;
  readonly start?: StartEvent;
  readonly end?: EndEvent;
  readonly history: History;
  readonly base?: PredictionBase;
  readonly predicted?: Predicted;
  readonly inside?: Inside;
  readonly networkBase?: NetworkBase;
  readonly network?: NetworkState;
  readonly findings: readonly Finding[];
  /** Absent before training. */
  readonly settings?: RunSettings;
  /** All that was set apart from the file, in order; absent where nothing was. */
  readonly changes?: readonly RunChange[];
  /** The file was edited since the run began. */
  readonly changed: boolean;
}

/** What changed in a run since the last message; about 15 a second at most. */
export interface RunUpdate {
  readonly id: string;
  readonly progress?: Progress;
  readonly start?: StartEvent;
  readonly end?: EndEvent;
  readonly history?: HistoryDelta;
  readonly base?: PredictionBase;
  readonly predicted?: Predicted;
  readonly inside?: InsideDelta;
  readonly networkBase?: NetworkBase;
  readonly network?: NetworkState;
  /** All findings that hold now. */
  readonly findings?: readonly Finding[];
  readonly settings?: RunSettings;
  readonly changes?: readonly RunChange[];
  readonly changed?: boolean;
}
