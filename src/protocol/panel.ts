import type { DataPreview } from "./data-preview.ts";
import type { CurveName } from "./history.ts";
import type { JsonPath } from "./json.ts";
import type { Part, PictureName } from "./prediction.ts";
import type { Answer, Question } from "./question.ts";
import type { RateTest } from "./rate-test.ts";
import type { RunSnapshot, RunUpdate } from "./run.ts";
import type { LiveChange } from "./settings.ts";
import type { Topic } from "./topics.ts";

/** What the buttons over the page do, in their order. */
export const runCommands = [
  "train",
  "pause",
  "resume",
  "step",
  "stepBatch",
  "stop",
  /** Stops the run, and trains again from the same first weights with all that is set. */
  "restart",
  /** The same from other first weights. */
  "restartWithNewSeed",
] as const;
export type RunCommand = (typeof runCommands)[number];

export const panelCommands = [
  ...runCommands,
  /** Writes what is set into the model file. */
  "writeSettings",
  "findLearningRate",
  "cancelRateTest",
  /** Writes the learning rate that was found into the model file. */
  "writeRate",
  /** Pauses the run, or starts one that waits before its first batch, and shows a sample's way through the network. */
  "stepThrough",
] as const;
export type PanelCommand = (typeof panelCommands)[number];

/** What the page shows, one at a time, in the order of its tabs. */
export const panelTabs = ["training", "network", "inside", "step", "data"] as const;
export type PanelTab = (typeof panelTabs)[number];

/** What of a run each tab shows besides its history. */
export const topicsOf: Readonly<Record<PanelTab, readonly Topic[]>> = {
  training: ["predictions"],
  network: ["network"],
  inside: ["inside"],
  step: [],
  data: [],
};

/** What can be shown of the data now. */
export type PreviewState =
  | { readonly status: "reading"; readonly percent?: number }
  | { readonly status: "failed"; readonly message: string }
  | { readonly status: "ready"; readonly preview: DataPreview };

/** What the page in the panel says to the host. */
export type FromWebview =
  /** The page runs and wants a snapshot; sent again each time its script starts. */
  | { readonly type: "ready" }
  | { readonly type: "command"; readonly command: PanelCommand }
  /** Sets what may be set while the run goes on. */
  | { readonly type: "set"; readonly change: LiveChange }
  /** The tab that is shown; what the others would need is not computed or read. */
  | { readonly type: "show"; readonly tab: PanelTab }
  /** The answer comes with the same number. */
  | { readonly type: "ask"; readonly id: number; readonly question: Question }
  /** Mark the lines of this place in the model file's editor; without a path none. */
  | { readonly type: "highlight"; readonly path?: JsonPath }
  /** Show this place of the model file in the editor. */
  | { readonly type: "reveal"; readonly path: JsonPath };

/** What the page keeps with `setState`, so that a reload restores it. */
export interface PanelState {
  /** The model file's URI. */
  readonly uri: string;
  readonly view: ViewState;
}

/** The epochs that a person looks at; an end that is absent goes along with the data. */
export interface Zoom {
  readonly from?: number;
  readonly to?: number;
}

export interface ViewState {
  readonly tab: PanelTab;
  readonly logarithmic: boolean;
  /** 0 (raw) to 0.99. */
  readonly smoothing: number;
  /** Index of the output shown in the prediction chart. */
  readonly output: number;
  /** Curves of the loss chart that a person has shown or hidden, by name; the others are as they are at first. */
  readonly curves: Readonly<Record<CurveName, boolean>>;
  /** Of the loss chart. */
  readonly zoom: Zoom;
  /** Of the predictions; absent: the one that tells most of the task. */
  readonly picture?: PictureName;
  /** The split that a confusion matrix and images are of; absent: the one that tells most. */
  readonly part?: Part;
  readonly walk: WalkView;
}

/** Where a person is on a sample's way through the network; all from 0. */
export interface WalkView {
  /** Index among the training samples. */
  readonly sample: number;
  readonly stage: number;
  readonly unit: number;
  readonly weight: number;
}

/** What the host says to the page. */
export type ToWebview =
  | PanelSnapshot
  | { readonly type: "update"; readonly update: RunUpdate }
  | { readonly type: "preview"; readonly preview: PreviewState }
  | { readonly type: "rateTest"; readonly test: RateTest }
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer };

export interface PanelSnapshot {
  readonly type: "snapshot";
  readonly uri: string;
  readonly fileName: string;
  /** Absent where the file has not been trained yet. */
  readonly run?: RunSnapshot;
  /** Absent where the page did not want it. */
  readonly preview?: PreviewState;
  /** The last search for a learning rate; absent where there was none. */
  readonly rateTest?: RateTest;
  /** What a person asked to see; absent: what is shown stays. */
  readonly tab?: PanelTab;
  /** What a person asked to see of the loss curve. */
  readonly epoch?: number;
}
