import { applyDelta } from "../src/protocol/history.ts";
import { applyInside } from "../src/protocol/inside.ts";
import {
  type PanelState,
  type PanelTab,
  type PreviewState,
  panelTabs,
  type RunCommand,
  type ToWebview,
  type ViewState,
  type WalkView,
  type Zoom,
} from "../src/protocol/panel.ts";
import { type Part, pictureNames } from "../src/protocol/prediction.ts";
import type { Answer } from "../src/protocol/question.ts";
import type { RateTest } from "../src/protocol/rate-test.ts";
import { isActive, type RunSnapshot, type RunStatus, type RunUpdate } from "../src/protocol/run.ts";

/** What the page shows: the file, and its run if it has one. Never changed in place. */
export interface PageState {
  readonly uri: string;
  readonly fileName: string;
  readonly run?: RunSnapshot;
  readonly preview?: PreviewState;
  readonly rateTest?: RateTest;
  /** The last one, and the number of its question. */
  readonly answer?: { readonly id: number; readonly answer: Answer };
}

export const initialView: ViewState = {
  tab: "training",
  logarithmic: false,
  smoothing: 0,
  output: 0,
  curves: {},
  zoom: {},
  walk: { sample: 0, stage: 0, unit: 0, weight: 0 },
};

export const maximumSmoothing = 0.99;

/** The run after an update; parts that the update leaves out stay the same objects. */
export function applyUpdate(run: RunSnapshot, update: RunUpdate): RunSnapshot {
  const { history, inside, ...parts } = update;
  return {
    ...run,
    ...parts,
    history: history ? applyDelta(run.history, history) : run.history,
    ...(inside ? { inside: applyInside(run.inside, inside) } : {}),
  };
}

/** The page after a message. An update of a run that the page does not know changes nothing. */
export function receive(state: PageState | undefined, message: ToWebview): PageState | undefined {
  if (message.type === "snapshot") {
    const { uri, fileName, run, preview, rateTest } = message;
    return {
      uri,
      fileName,
      ...(run && { run }),
      ...(preview && { preview }),
      ...(rateTest && { rateTest }),
      ...(state?.answer && { answer: state.answer }),
    };
  }
  if (message.type === "answer") {
    const { id, answer } = message;
    return state && { ...state, answer: { id, answer } };
  }
  if (message.type === "preview") return state && { ...state, preview: message.preview };
  if (message.type === "rateTest") return state && { ...state, rateTest: message.test };
  if (state?.run?.id !== message.update.id) return state;
  return { ...state, run: applyUpdate(state.run, message.update) };
}

/** The tab after a message: the one that a person asked for, and a run that begins is shown. */
export function tabAfter(tab: PanelTab, before: PageState | undefined, message: ToWebview): PanelTab {
  if (message.type !== "snapshot") return tab;
  const begins = before !== undefined && message.run !== undefined && message.run.id !== before.run?.id;
  return message.tab ?? (begins && tab === "data" ? "training" : tab);
}

/** Which buttons do something now. */
export function availableCommands(status: RunStatus | undefined): Readonly<Record<RunCommand, boolean>> {
  const active = status !== undefined && isActive(status);
  const again = status !== undefined && status !== "starting";
  const going = status === "training" || status === "paused";
  return {
    train: !active,
    pause: status === "training",
    resume: status === "paused",
    step: going,
    stepBatch: going,
    stop: active,
    restart: again,
    restartWithNewSeed: again,
  };
}

type Kept = Partial<Record<keyof PanelState | keyof ViewState | keyof WalkView | keyof Zoom, unknown>>;

const isObject = (value: unknown): value is Kept => typeof value === "object" && value !== null;

const curvesOf = (value: unknown): Record<string, boolean> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean"),
      )
    : initialView.curves;

function zoomOf(value: unknown): Zoom {
  if (!isObject(value)) return initialView.zoom;
  const { from, to } = value;
  const [isFrom, isTo] = [Number.isFinite(from), Number.isFinite(to)];
  if (isFrom && isTo && Number(from) >= Number(to)) return initialView.zoom;
  return { ...(isFrom && { from: Number(from) }), ...(isTo && { to: Number(to) }) };
}

/** The view in what `getState` gives back, each part at its default where it is missing or makes no sense. */
export function viewOfState(state: unknown): ViewState {
  const view = isObject(state) && isObject(state.view) ? state.view : {};
  const { tab, logarithmic, smoothing, output, curves, zoom } = view;
  const picture = pictureNames.find((name) => name === view.picture);
  const part = ([0, 1, 2] satisfies Part[]).find((known) => known === view.part);
  const walk = isObject(view.walk) ? view.walk : {};
  const { sample, stage, unit, weight } = initialView.walk;
  return {
    tab: panelTabs.find((name) => name === tab) ?? initialView.tab,
    logarithmic: typeof logarithmic === "boolean" ? logarithmic : initialView.logarithmic,
    smoothing:
      typeof smoothing === "number" && smoothing >= 0 && smoothing <= maximumSmoothing
        ? smoothing
        : initialView.smoothing,
    output: indexOr(output, initialView.output),
    curves: curvesOf(curves),
    zoom: zoomOf(zoom),
    ...(picture && { picture }),
    ...(part !== undefined && { part }),
    walk: {
      sample: indexOr(walk.sample, sample),
      stage: indexOr(walk.stage, stage),
      unit: indexOr(walk.unit, unit),
      weight: indexOr(walk.weight, weight),
    },
  };
}

const indexOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
