import type { Plugin } from "chart.js";
import { color as parseColor } from "chart.js/helpers";
import type { Band } from "../decimate.ts";

/** The raw values behind one smoothed line. */
export interface Shadow {
  readonly band: Band;
  readonly color: string;
}

/**
 * Draws the raw curves below the lines: a band between each column's lowest and highest value. Chart.js would
 * keep an object for every point of it; as one path it costs next to nothing.
 */
export const shadowPlugin = (shadows: () => readonly Shadow[]): Plugin<"line"> => ({
  id: "shadow",
  beforeDatasetsDraw({ ctx, chartArea, scales: { x, y } }) {
    if (!x || !y) return;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    ctx.lineJoin = "bevel";
    ctx.lineWidth = 1;
    for (const { band, color } of shadows()) {
      ctx.strokeStyle = ctx.fillStyle = parseColor(color).alpha(0.3).rgbString();
      ctx.beginPath();
      for (const { x: at, high } of band) ctx.lineTo(x.getPixelForValue(at), y.getPixelForValue(high));
      for (const { x: at, low } of band.toReversed())
        ctx.lineTo(x.getPixelForValue(at), y.getPixelForValue(low));
      ctx.stroke();
      ctx.fill();
    }
    ctx.restore();
  },
});
