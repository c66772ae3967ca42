import * as l10n from "@vscode/l10n";
import type { Progress } from "../protocol/run.ts";
import { stateText } from "./status-text.ts";

export interface LensText {
  readonly title: string;
  readonly command: string;
  readonly tooltip: string;
}

/** The lenses over "training", from left to right, for the file's run or for none. */
export function lensTexts(progress: Progress | undefined): LensText[] {
  const train: LensText = {
    title: `$(play) ${l10n.t("Train Network")}`,
    command: "backprop.train",
    tooltip: l10n.t("Train the network from new weights"),
  };
  if (!progress) return [train];
  const pause: LensText = {
    title: `$(debug-pause) ${l10n.t("Pause")}`,
    command: "backprop.pause",
    tooltip: l10n.t("Pause training"),
  };
  const resume: LensText = {
    title: `$(debug-continue) ${l10n.t("Resume")}`,
    command: "backprop.resume",
    tooltip: l10n.t("Resume training"),
  };
  const step: LensText = {
    title: `$(debug-step-over) ${l10n.t("Step")}`,
    command: "backprop.step",
    tooltip: l10n.t("Train one epoch, then pause"),
  };
  const stop: LensText = {
    title: `$(debug-stop) ${l10n.t("Stop")}`,
    command: "backprop.stop",
    tooltip: l10n.t("Stop training and save the run"),
  };
  const state: LensText = {
    title: stateText(progress),
    command: "backprop.showPanel",
    tooltip: l10n.t("Show the panel"),
  };
  switch (progress.status) {
    case "starting":
      return [stop, state];
    case "training":
      return [pause, stop, state];
    case "paused":
      return [resume, step, stop, state];
    default:
      return [train, state];
  }
}
