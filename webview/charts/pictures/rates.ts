import type { Part } from "../../../src/protocol/prediction.ts";
import { className } from "../../class-names.ts";
import { calibration, calibrationError, roc, scored } from "../../classes.ts";
import { fill, formatNumber } from "../../format.ts";
import { partsOf } from "../../prediction.ts";
import { evenly, partName } from "../../table.ts";
import { type Dataset, lineDataset } from "../base.ts";
import { guide, looks, type Picture, type PictureInput, shapes } from "./picture.ts";

/** Points of a curve; its steps are finer than pixels then. */
const mostPoints = 400;
const dashes: Readonly<Record<Part, readonly number[]>> = { 0: [], 1: [6, 4], 2: [2, 3] };

const scoredPart = ({ base, predicted, output }: PictureInput, part: Part) =>
  scored(base, predicted, output, (index) => base.split[index] === part);

const secondClass = ({ base, output }: PictureInput): string => className(base, output, 1);

/** How many of the second class are found, over how many of the first are taken for it, a curve for each split. */
export function rocPicture(input: PictureInput): Picture {
  const { base, theme, strings } = input;
  const curves = partsOf(base).flatMap((part) => {
    const curve = roc(scoredPart(input, part));
    return curve ? [{ part, ...curve }] : [];
  });
  return {
    datasets: [
      ...curves.map(({ part, points }): Dataset => {
        const data = evenly(points.length, mostPoints).map((at) => points[at] ?? { x: 0, y: 0 });
        const color = theme[looks[part]];
        return {
          ...lineDataset(partName(part, strings), data, color, theme, dashes[part]),
          pointRadius: 0,
        };
      }),
      guide({ x: 0, y: 0 }, { x: 1, y: 1 }, theme),
    ],
    axes: {
      x: { title: strings.falsePositiveRate, min: 0, max: 1, tight: true },
      y: { title: fill(strings.truePositiveRate, secondClass(input)), min: 0, max: 1 },
    },
    mode: "x",
    legend: [
      ...curves.map(({ part, area }) => ({
        look: `line ${looks[part]}`,
        label: fill(strings.withAuc, partName(part, strings), formatNumber(area, 3)),
      })),
      { look: "line diagonal", label: strings.byChance },
    ],
  };
}

/** How often the second class was right where it was given a probability, a line for each split. */
export function calibrationPicture(input: PictureInput): Picture {
  const { base, theme, strings } = input;
  const lines = partsOf(base)
    .map((part) => ({ part, bins: calibration(scoredPart(input, part)) }))
    .filter(({ bins }) => bins.length > 0);
  const most = Math.max(1, ...lines.flatMap(({ bins }) => bins.map(({ count }) => count)));
  return {
    datasets: [
      ...lines.map(({ part, bins }): Dataset => {
        const color = theme[looks[part]];
        return {
          ...lineDataset(partName(part, strings), bins, color, theme, dashes[part]),
          pointStyle: shapes[part],
          // The area of a mark goes with the number of its samples.
          pointRadius: bins.map(({ count }) => 2 + 7 * Math.sqrt(count / most)),
          pointHitRadius: 4,
          // Marks on the plot's edge are whole.
          clip: 10,
        };
      }),
      guide({ x: 0, y: 0 }, { x: 1, y: 1 }, theme),
    ],
    axes: {
      x: { title: fill(strings.probabilityOf, secondClass(input)), min: 0, max: 1, tight: true },
      y: { title: strings.shareOfClass, min: 0, max: 1 },
    },
    mode: "point",
    legend: [
      ...lines.map(({ part, bins }) => ({
        look: `line ${looks[part]}`,
        label: fill(
          strings.withCalibrationError,
          partName(part, strings),
          formatNumber(calibrationError(bins), 2),
        ),
      })),
      { look: "line diagonal", label: strings.calibrated },
    ],
  };
}
