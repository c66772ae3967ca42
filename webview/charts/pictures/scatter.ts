import { fill, formatNumber } from "../../format.ts";
import { extent, partsOf, rSquared } from "../../prediction.ts";
import { byPart, guide, type Picture, type PictureInput } from "./picture.ts";

/** Predicted against actual: on the diagonal where the network is right. Each split with its R². */
export function scatterPicture(input: PictureInput): Picture {
  const { base, predicted, output, theme, strings } = input;
  const shown = base.outputs[output];
  const actual = shown?.actual ?? new Float64Array(0);
  const values = predicted?.outputs[output];
  const { datasets, legend } = byPart(actual, values, input);
  const [low, high] = extent(actual, values) ?? [0, 1];
  const name = shown?.name ?? "";
  return {
    datasets: [...datasets, guide({ x: low, y: low }, { x: high, y: high }, theme)],
    axes: { x: { title: fill(strings.actualOf, name) }, y: { title: fill(strings.predictedOf, name) } },
    mode: "point",
    legend: [
      ...partsOf(base).map((part, at) => {
        const entry = legend[at] ?? { look: "", label: "" };
        const share = values && rSquared(actual, values, (index) => base.split[index] === part);
        if (share === undefined) return entry;
        return { ...entry, label: fill(strings.withRSquared, entry.label, formatNumber(share, 3)) };
      }),
      { look: "line diagonal", label: strings.perfect },
    ],
  };
}
