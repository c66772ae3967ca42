import type { Chart, Plugin, TooltipItem } from "chart.js";
import { color as parseColor } from "chart.js/helpers";
import type { PanelStrings } from "../../../src/protocol/panel-strings.ts";
import type { Part, Predicted, PredictionBase } from "../../../src/protocol/prediction.ts";
import type { Point } from "../../decimate.ts";
import { parts } from "../../prediction.ts";
import { partName } from "../../table.ts";
import type { Theme } from "../../theme.ts";
import type { LegendEntry } from "../../ui/chart-card.ts";
import type { Annotations, Axis, Dataset } from "../base.ts";

/** What a picture of predictions is drawn from. */
export interface PictureInput {
  readonly base: PredictionBase;
  readonly predicted: Predicted | undefined;
  readonly output: number;
  readonly part: Part;
  readonly theme: Theme;
  readonly strings: PanelStrings;
}

export interface Picture {
  readonly datasets: Dataset[];
  /** Absent where everything is painted. */
  readonly axes?: { readonly x: Axis; readonly y: Axis; readonly residual?: Axis };
  readonly annotations?: Annotations;
  readonly mode?: "x" | "point";
  readonly label?: (item: TooltipItem<"line">) => string;
  readonly legend: LegendEntry[];
  /** Draws below the curves. */
  readonly paint?: (chart: Chart<"line", Point[]>) => void;
}

/** Draws what the picture paints itself. */
export const paintPlugin = (paint: () => Picture["paint"]): Plugin<"line"> => ({
  id: "paint",
  beforeDatasetsDraw(chart) {
    chart.ctx.save();
    paint()?.(chart as Chart<"line", Point[]>);
    chart.ctx.restore();
  },
});

export const looks = ["training", "validation", "test"] as const;
export const shapes = ["circle", "triangle", "rectRot"] as const;

/** A colour with less of itself. */
export const faded = (color: string, alpha: number): string => parseColor(color).alpha(alpha).rgbString();

export const classColor = ({ classes }: Theme, index: number): string =>
  classes[index % classes.length] as string;

/** The pairs that can be drawn. */
export function points(
  x: Float64Array,
  y: Float64Array | undefined,
  chosen: (index: number) => boolean = () => true,
): Point[] {
  const drawn: Point[] = [];
  for (const [index, value] of (y ?? []).entries()) {
    const at = x[index] as number;
    if (chosen(index) && Number.isFinite(value) && Number.isFinite(at)) drawn.push({ x: at, y: value });
  }
  return drawn;
}

/** Marks without a line, in the colour and shape given. */
export const marks = (
  label: string,
  data: Point[],
  part: Part,
  color: string,
  { highContrast }: Theme,
  radius = data.length > 500 ? 2 : 3.5,
): Dataset => ({
  label,
  data,
  showLine: false,
  borderColor: color,
  backgroundColor: faded(color, highContrast ? 0 : 0.45),
  borderWidth: highContrast ? 1.5 : 1,
  pointStyle: shapes[part],
  pointRadius: radius,
  pointHoverRadius: radius + 1.5,
  pointHitRadius: 4,
});

/** The samples of each split that has any, with a colour and a shape of its own. */
export function byPart(
  x: Float64Array,
  y: Float64Array | undefined,
  { base, theme, strings }: PictureInput,
): { datasets: Dataset[]; legend: LegendEntry[] } {
  const present = parts.filter((part) => base.split.includes(part));
  const radius = base.split.length > 500 ? 2 : 3.5;
  return {
    datasets: present.map((part) => {
      const data = points(x, y, (index) => base.split[index] === part).sort((a, b) => a.x - b.x);
      return marks(partName(part, strings), data, part, theme[looks[part]], theme, radius);
    }),
    legend: present.map((part) => ({ look: `dot ${looks[part]}`, label: partName(part, strings) })),
  };
}

/** A thin broken line between two points, which nothing is told of. */
export const guide = (from: Point, to: Point, { muted }: Theme): Dataset => ({
  data: [from, to],
  borderColor: muted,
  borderWidth: 1,
  borderDash: [4, 4],
  pointRadius: 0,
  pointHitRadius: 0,
  pointHoverRadius: 0,
});
