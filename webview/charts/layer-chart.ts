import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { formatNumber } from "../format.ts";
import type { LayerLine } from "../inside.ts";
import { lookOf } from "../layer-look.ts";
import type { Theme } from "../theme.ts";
import type { LegendEntry } from "../ui/chart-card.ts";
import { chartOptions, createChart, lineDataset, type PointChart, setDatasets } from "./base.ts";

export interface LayerChartInput {
  readonly lines: readonly LayerLine[];
  /** Shares are drawn from 0 to 1, sizes on a logarithmic axis. */
  readonly shares: boolean;
  /** A value to compare with. */
  readonly guide?: { readonly value: number; readonly label: string };
  readonly from: number;
  readonly to: number;
  readonly theme: Theme;
}

/** One line a layer over the epochs. */
export class LayerChart {
  readonly #canvas: HTMLCanvasElement;
  readonly #strings: PanelStrings;
  #chart: PointChart | undefined;

  constructor(canvas: HTMLCanvasElement, strings: PanelStrings) {
    this.#canvas = canvas;
    this.#strings = strings;
  }

  /** Draws, and returns what the legend says. */
  draw({ lines, shares, guide, from, to, theme }: LayerChartInput): LegendEntry[] {
    const strings = this.#strings;
    // Made only now, because a chart needs a canvas that has been laid out.
    this.#chart ??= createChart(this.#canvas);
    this.#chart.options = chartOptions(
      theme,
      {
        x: { title: strings.epoch, min: from, max: to > from ? to : from + 1, tight: true },
        y: shares ? { title: "", min: 0, max: 1 } : { title: "", logarithmic: true },
      },
      { heading: (item) => `${strings.epoch} ${formatNumber(item.parsed.x ?? 0)}`, mode: "x" },
      guide
        ? {
            guide: {
              type: "line",
              yMin: guide.value,
              yMax: guide.value,
              borderColor: theme.muted,
              borderWidth: 1,
              borderDash: [4, 4],
              adjustScaleRange: false,
            },
          }
        : {},
    );
    setDatasets(
      this.#chart,
      lines.map(({ label, position, points }) => {
        const { color, dash } = lookOf(position);
        return { ...lineDataset(label, points, theme[color], theme), borderDash: [...dash] };
      }),
    );
    this.#chart.update("none");
    return [
      ...lines.map(({ label, position }) => {
        const { color, look } = lookOf(position);
        return { look: `line ${color}${look}`, label };
      }),
      ...(guide ? [{ look: "line diagonal", label: guide.label }] : []),
    ];
  }
}
