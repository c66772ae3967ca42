import type { CurveInfo } from "../curves.ts";
import type { Theme } from "../theme.ts";

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What lies over a chart while a person points at it, in pixels. */
export interface Pointing {
  readonly area: Area;
  /** The upright line, with a dot on each curve. */
  readonly x?: number | undefined;
  readonly dots: readonly { readonly x: number; readonly y: number; readonly info: CurveInfo }[];
  /** The stretch that is being chosen. */
  readonly selection?: { readonly from: number; readonly to: number } | undefined;
}

const inside = ({ left, right }: Area, x: number): boolean => x >= left - 0.5 && x <= right + 0.5;

/** Draws it on an empty canvas above the chart, which so needs no redraw when the pointer moves. */
export function paintPointing(
  context: CanvasRenderingContext2D,
  { area, x, dots, selection }: Pointing,
  theme: Theme,
): void {
  if (selection) {
    const from = Math.max(area.left, Math.min(selection.from, selection.to));
    const to = Math.min(area.right, Math.max(selection.from, selection.to));
    context.fillStyle = context.strokeStyle = theme.muted;
    context.globalAlpha = 0.2;
    context.fillRect(from, area.top, to - from, area.bottom - area.top);
    context.globalAlpha = 1;
    context.lineWidth = 1;
    context.strokeRect(from + 0.5, area.top + 0.5, to - from - 1, area.bottom - area.top - 1);
  }
  if (x === undefined || !inside(area, x)) return;
  const at = Math.round(x - 0.5) + 0.5;
  context.strokeStyle = theme.text;
  context.lineWidth = theme.highContrast ? 2 : 1;
  context.beginPath();
  context.moveTo(at, area.top);
  context.lineTo(at, area.bottom);
  context.stroke();
  for (const dot of dots) {
    if (dot.y < area.top - 1 || dot.y > area.bottom + 1) continue;
    context.beginPath();
    context.arc(dot.x, dot.y, 3.5, 0, 2 * Math.PI);
    context.fillStyle = theme[dot.info.color];
    context.strokeStyle = theme.background;
    context.fill();
    context.stroke();
  }
}
