import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import type { RateTest } from "../../src/protocol/rate-test.ts";
import { formatSetting } from "../format.ts";
import { testExtent, testPoints } from "../rate-test.ts";
import type { Theme } from "../theme.ts";
import {
  type Annotations,
  chartOptions,
  createChart,
  lineDataset,
  type PointChart,
  setDatasets,
} from "./base.ts";

/** The loss over the learning rate, with the file's rate and the one that was found. */
export class RateChart {
  readonly #canvas: HTMLCanvasElement;
  readonly #strings: PanelStrings;
  #chart: PointChart | undefined;

  constructor(canvas: HTMLCanvasElement, strings: PanelStrings) {
    this.#canvas = canvas;
    this.#strings = strings;
  }

  draw(test: RateTest, theme: Theme): void {
    const strings = this.#strings;
    // Made only now, because a chart needs a canvas that has been laid out.
    this.#chart ??= createChart(this.#canvas);
    const chart = this.#chart;
    const { rates } = test;
    const extent = testExtent(test);
    const [from = 1e-6, to = 10] = [rates[0], rates.at(-1)];
    chart.options = chartOptions(
      theme,
      {
        x: {
          title: strings.learningRate,
          logarithmic: true,
          tight: true,
          min: from,
          max: Math.max(to, 10 * from),
        },
        y: { title: "", max: extent?.high },
      },
      { heading: (item) => `${strings.learningRate} ${formatSetting(item.parsed.x ?? 0)}`, mode: "x" },
      marks(test, theme, strings),
    );
    setDatasets(chart, [lineDataset(strings.loss, testPoints(test), theme.training, theme)]);
    chart.update("none");
  }
}

/** Upright lines at the file's rate and at the one that was found. */
function marks({ fileRate, suggested }: RateTest, theme: Theme, strings: PanelStrings): Annotations {
  const mark = (rate: number, name: string, color: string, row: number) => ({
    type: "line" as const,
    xMin: rate,
    xMax: rate,
    borderColor: color,
    borderWidth: theme.lineWidth,
    borderDash: row === 0 ? [] : [2, 3],
    label: {
      display: true,
      content: name,
      position: "end" as const,
      yAdjust: row * (theme.fontSize + 9),
      backgroundColor: theme.background,
      color,
      font: { family: theme.fontFamily, size: theme.fontSize, weight: "normal" as const },
      padding: 3,
    },
  });
  return {
    ...(fileRate > 0 && fileRate !== suggested
      ? { file: mark(fileRate, strings.rateOfFile, theme.muted, 1) }
      : {}),
    ...(suggested === undefined
      ? {}
      : { suggested: mark(suggested, formatSetting(suggested), theme.predicted, 0) }),
  };
}
