import type { JsonPath } from "./json.ts";
import type { RunSnapshot, RunUpdate } from "./run.ts";

export type PanelCommand = "train" | "pause" | "resume" | "step" | "stop";

/** What the page in the panel says to the host. */
export type FromWebview =
  /** The page runs and wants a snapshot; sent again each time its script starts. */
  | { readonly type: "ready" }
  | { readonly type: "command"; readonly command: PanelCommand }
  /** Show this place of the model file in the editor. */
  | { readonly type: "reveal"; readonly path: JsonPath };

/** What the page keeps with `setState`, so that a reload restores it. */
export interface PanelState {
  /** The model file's URI. */
  readonly uri: string;
  readonly view: ViewState;
}

export interface ViewState {
  readonly logarithmic: boolean;
  /** 0 (raw) to 0.99. */
  readonly smoothing: number;
  /** Index of the output shown in the prediction chart. */
  readonly output: number;
}

/** What the host says to the page. */
export type ToWebview =
  /** `run` is absent where the file has not been trained yet. */
  | { readonly type: "snapshot"; readonly uri: string; readonly fileName: string; readonly run?: RunSnapshot }
  | { readonly type: "update"; readonly update: RunUpdate };
