import { type MetricName, type Metrics, metricNames } from "../../src/protocol/events.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { isActive, type Progress, type RunSnapshot } from "../../src/protocol/run.ts";
import {
  fill,
  formatCount,
  formatDuration,
  formatFigure,
  formatNumber,
  formatPercent,
  formatRate,
} from "../format.ts";
import { element, setText } from "./dom.ts";

interface Figure {
  readonly label: string;
  readonly value: string;
  /** A second, smaller line. */
  readonly detail?: string;
}

/** What the row of figures says about a run. */
export function figuresOf(run: RunSnapshot, strings: PanelStrings): Figure[] {
  const { progress, end } = run;
  const { figures } = progress;
  const active = isActive(progress.status);
  const shown: Figure[] = [
    {
      label: strings.epoch,
      value: formatCount(progress.epoch),
      detail: [fill(strings.epochOf, formatCount(progress.epochs)), ...batchOf(progress, strings)].join(
        " · ",
      ),
    },
  ];
  if (end?.bestEpoch !== undefined)
    shown.push({ label: strings.bestEpoch, value: formatCount(end.bestEpoch) });
  if (figures) {
    shown.push({ label: strings.trainingLoss, value: formatFigure(figures.loss) });
    if (figures.validationLoss !== undefined)
      shown.push({ label: strings.validationLoss, value: formatFigure(figures.validationLoss) });
  }
  if (figures?.penalty !== undefined)
    shown.push({ label: strings.penalty, value: formatFigure(figures.penalty) });
  if (end?.testLoss !== undefined) shown.push({ label: strings.testLoss, value: formatFigure(end.testLoss) });
  if (figures)
    shown.push(...metricFigures(figures.metrics, figures.validationMetrics, end?.testMetrics, strings));
  if (active)
    shown.push({
      label: strings.timeLeft,
      value: progress.secondsLeft === undefined ? "–" : formatDuration(progress.secondsLeft),
    });
  else shown.push({ label: strings.timeTaken, value: formatDuration(progress.seconds) });
  if (progress.epochsPerSecond > 0)
    shown.push({
      label: strings.speed,
      value: fill(strings.epochsPerSecond, formatRate(progress.epochsPerSecond)),
      detail: fill(strings.samplesPerSecond, formatRate(progress.samplesPerSecond)),
    });
  if (figures) shown.push({ label: strings.learningRate, value: formatNumber(figures.learningRate) });
  return shown;
}

/** The place within the epoch, while a person goes from batch to batch. */
function batchOf({ status, batch, batches }: Progress, strings: PanelStrings): string[] {
  if (status !== "paused" || batch === undefined || batches === undefined) return [];
  return [fill(strings.batchOf, formatCount(batch), formatCount(batches))];
}

const shares: ReadonlySet<MetricName> = new Set<MetricName>(["accuracy", "precision", "recall"]);

function metricFigures(
  metrics: Metrics,
  validation: Metrics | undefined,
  test: Metrics | undefined,
  strings: PanelStrings,
): Figure[] {
  return metricNames.flatMap((name) => {
    const value = metrics[name];
    if (value === undefined) return [];
    const format = shares.has(name) ? formatPercent : formatFigure;
    const others = [
      ...(validation?.[name] === undefined ? [] : [fill(strings.onValidation, format(validation[name]))]),
      ...(test?.[name] === undefined ? [] : [fill(strings.onTest, format(test[name]))]),
    ];
    const detail = others.join(" · ");
    return [{ label: strings[name], value: format(value), ...(detail && { detail }) }];
  });
}

/** The row of figures; its elements are made again only when other figures are shown. */
export class FiguresRow {
  readonly root: HTMLDListElement;
  readonly #strings: PanelStrings;
  #labels = "";
  #cells: { value: Element; detail: Element }[] = [];

  constructor(strings: PanelStrings) {
    this.#strings = strings;
    this.root = element("dl", { class: "figures", "aria-label": strings.figures });
  }

  update(run: RunSnapshot): void {
    const figures = figuresOf(run, this.#strings);
    const labels = figures.map(({ label }) => label).join("\n");
    if (labels !== this.#labels) {
      this.#labels = labels;
      this.#cells = figures.map(() => ({
        value: element("span", { class: "value" }),
        detail: element("span", { class: "detail" }),
      }));
      this.root.replaceChildren(
        ...figures.map(({ label }, index) => {
          const cell = this.#cells[index];
          return element(
            "div",
            {},
            element("dt", {}, label),
            element("dd", {}, ...(cell ? [cell.value, cell.detail] : [])),
          );
        }),
      );
    }
    for (const [index, { value, detail }] of this.#cells.entries()) {
      setText(value, figures[index]?.value ?? "");
      setText(detail, figures[index]?.detail ?? "");
    }
  }
}
