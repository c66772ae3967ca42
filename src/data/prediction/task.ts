import type { ModelFile } from "../../model/model.ts";
import type { ClassTask, ImageShape, PictureName, ShownOutput } from "../../protocol/prediction.ts";
import type { Dataset } from "../dataset.ts";

/** What the targets are classes of; undefined where they are numbers. */
export function classTask(
  { labels, statistics }: Dataset,
  { network }: ModelFile,
  outputs: readonly ShownOutput[],
): ClassTask | undefined {
  const { loss } = network;
  const only = statistics.targets.length === 1 ? statistics.targets[0]?.name : undefined;
  const target = only === undefined ? {} : { target: only };
  const names = labels?.map(String);
  const holds = (values: readonly number[]) =>
    outputs.every(({ actual }) => actual.every((value) => values.includes(value)));
  switch (loss) {
    case "crossEntropy":
      return {
        ...target,
        names: names ?? outputs.map(({ name }) => name),
        decision: "largest",
        areProbabilities: true,
      };
    case "binaryCrossEntropy":
      // Targets between 0 and 1 are probabilities, not classes.
      return holds([0, 1])
        ? { ...target, names: names ?? ["0", "1"], decision: 0.5, areProbabilities: true }
        : undefined;
    case "hinge":
      return holds([-1, 1])
        ? { ...target, names: ["-1", "1"], decision: 0, areProbabilities: false }
        : undefined;
    default:
      return names && names.length > 1 && names.length === outputs.length
        ? { ...target, names, decision: "largest", areProbabilities: false }
        : undefined;
  }
}

/** The pictures that fit a task, the most telling first. */
export function picturesOf(
  { x, inputWidth, statistics }: Dataset,
  { data }: ModelFile,
  classes: ClassTask | undefined,
  images: ImageShape | undefined,
): readonly PictureName[] {
  const areNumbers = statistics.inputs.every(({ kind }) => kind === "number");
  const plane: PictureName[] =
    areNumbers && inputWidth === 1 ? ["curve"] : areNumbers && inputWidth === 2 ? ["map"] : [];
  const series: PictureName[] = data.window ? ["series", "forecast"] : x.isDate ? ["series"] : [];
  const grid: PictureName[] = images ? ["images"] : [];
  if (!classes) return [...series, ...plane, "scatter", ...grid];
  const hasTwo = classes.decision !== "largest" || classes.names.length === 2;
  return [
    ...plane,
    "confusion",
    ...grid,
    ...(hasTwo ? (["roc"] as const) : []),
    ...(hasTwo && classes.areProbabilities ? (["calibration"] as const) : []),
    ...series.filter((picture) => picture !== "forecast"),
  ];
}
