import type { Metrics } from "../protocol/events.ts";
import { percentRead, type RunUpdate } from "../protocol/run.ts";

const digits = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);

const duration = (seconds: number): string => {
  if (seconds < 60) return `${digits(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** Tells a person how a run gets on: one line that is written over on a terminal, else about ten lines. */
export class ProgressLine {
  readonly #terminal: boolean;
  #tenth = 0;
  #shown = 0;

  constructor(terminal: boolean) {
    this.#terminal = terminal;
  }

  /** What to write for an update; empty where nothing is due. */
  show({ start, progress, end }: Omit<RunUpdate, "id">): string {
    let text = "";
    if (start) {
      const { train, validation, test } = start.samples;
      text += `${start.parameters} parameters; ${train} samples to train on, ${validation} to validate, ${test} to test\n`;
    }
    if (end) {
      const held = end.validationLoss === undefined ? "" : `, validation loss ${digits(end.validationLoss)}`;
      const tested = end.testLoss === undefined ? "" : `, test loss ${digits(end.testLoss)}`;
      const measured = [
        ...named("", end.metrics),
        ...named("validation ", end.validationMetrics),
        ...named("test ", end.testMetrics),
      ];
      const best = end.bestEpoch === undefined ? "" : `, best epoch ${end.bestEpoch}`;
      text += `${end.status} after ${end.epochs} epochs in ${duration(end.seconds)}${best}: loss ${digits(end.loss)}${held}${tested}${measured.join("")}\n`;
    } else if (progress?.status === "stopped") text += "stopped before training began\n";
    else if (progress?.loading) {
      const percent = percentRead(progress);
      if (this.#terminal && percent !== undefined) return this.#over(`reading the data: ${percent} %`);
    } else if (progress?.figures) {
      const { epoch, epochs, figures, epochsPerSecond, secondsLeft } = progress;
      const held =
        figures.validationLoss === undefined ? "" : `  validation loss ${digits(figures.validationLoss)}`;
      const left = secondsLeft === undefined ? "" : `  ${duration(secondsLeft)} left`;
      const line = `epoch ${epoch}/${epochs}  loss ${digits(figures.loss)}${held}  ${digits(epochsPerSecond)} epochs/s${left}`;
      const tenth = Math.floor((10 * epoch) / epochs);
      if (this.#terminal) return text + this.#over(line);
      if (tenth > this.#tenth) text += `${line}\n`;
      this.#tenth = tenth;
    }
    return this.#over("") + text;
  }

  /** Writes over the line that is shown. */
  #over(line: string): string {
    if (this.#shown === 0 && line === "") return "";
    const cleared = `\r${" ".repeat(this.#shown)}\r`;
    this.#shown = line.length;
    return cleared + line;
  }

  /** What to write before other text, so that it starts on a line of its own. */
  clear(): string {
    return this.#over("");
  }
}

const named = (of: string, metrics: Metrics = {}): string[] =>
  Object.entries(metrics).map(([name, value]) => `, ${of}${name} ${digits(value)}`);
