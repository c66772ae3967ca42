import * as l10n from "@vscode/l10n";
import { type Progress, percentRead, type RunStatus } from "../protocol/run.ts";

/** A loss as a person reads it: four significant digits, `1.2e-21` where it is far from 1. */
export function formatLoss(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e6 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** `epoch 12 of 200`. */
const epochText = ({ epoch, epochs }: Progress): string =>
  l10n.t("epoch {0} of {1}", epoch.toLocaleString("en-US"), epochs.toLocaleString("en-US"));

/** `epoch 12 of 200 · loss 0.0123`, without the loss before the first epoch. */
export const progressText = (progress: Progress): string =>
  progress.figures
    ? `${epochText(progress)} · ${l10n.t("loss {0}", formatLoss(progress.figures.loss))}`
    : epochText(progress);

/** What a run does and how far it is: `Training, epoch 12 of 200 · loss 0.0123`. */
export function stateText(progress: Progress): string {
  const percent = percentRead(progress);
  if (percent !== undefined) return l10n.t("Reading the data, {0} %", percent);
  return progress.epochs > 0 || progress.figures
    ? `${statusWord(progress.status)}, ${progressText(progress)}`
    : statusWord(progress.status);
}

/** One word for what a run does. */
export function statusWord(status: RunStatus): string {
  switch (status) {
    case "starting":
      return l10n.t("Starting");
    case "training":
      return l10n.t("Training");
    case "paused":
      return l10n.t("Paused");
    case "completed":
      return l10n.t("Completed");
    case "stopped":
      return l10n.t("Stopped");
    case "diverged":
      return l10n.t("Diverged");
    case "failed":
      return l10n.t("Failed");
  }
}

const icons: Readonly<Record<RunStatus, string>> = {
  starting: "loading~spin",
  training: "sync~spin",
  paused: "debug-pause",
  completed: "check",
  stopped: "debug-stop",
  diverged: "error",
  failed: "error",
};

export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  /** For a screen reader. */
  readonly label: string;
}

/** What the status bar item shows for one run; `others` is the number of further runs that go on. */
export function statusText(fileName: string, progress: Progress, others: number): StatusText {
  const { status, epoch, epochs } = progress;
  const trained = epochs > 0 ? Math.floor((100 * epoch) / epochs) : 100;
  const percent = status === "training" || status === "paused" ? trained : percentRead(progress);
  const share = percent === undefined ? "" : ` ${percent} %`;
  const loss = progress.figures ? ` · ${l10n.t("loss {0}", formatLoss(progress.figures.loss))}` : "";
  const more = others > 0 ? ` +${others}` : "";
  const failure = status === "failed" && progress.message ? `, ${progress.message}` : "";
  const label = `Backprop, ${fileName}: ${failure ? statusWord(status) + failure : stateText(progress)}`;
  return {
    text: `$(${icons[status]}) ${fileName}${share}${loss}${more}`,
    tooltip: `${label}\n${l10n.t("Click to show the panel.")}`,
    label,
  };
}
