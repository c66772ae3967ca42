import * as l10n from "@vscode/l10n";
import type { ModelFile } from "../model/model.ts";
import type { JsonPath } from "../protocol/json.ts";
import { EngineError } from "./error.ts";
import { orthogonalCost } from "./initializers/orthogonal.ts";
import { layerSteps, type Parameter } from "./layers/index.ts";
import type { PlanInput } from "./plan.ts";
import { bytesOf, panelColumns, roundUp } from "./program.ts";
import { type Place, panelled, panelledLength } from "./tensor.ts";

/** Multiplications that making an orthogonal matrix may take: some seconds. */
const mostOrthogonal = 2 ** 31;

/** The key of the model file that says how many values a layer gives. */
export function widthPath(layers: ModelFile["network"]["layers"], index: number): JsonPath {
  const path = ["network", "layers", index];
  return layers[index]?.type === "dense" ? [...path, "units"] : path;
}

/** All that the optimizer trains in one block of memory, in panels, and after it what the layers keep besides. */
export function placeWeights({ model, shapes, arena }: PlanInput) {
  const { layers } = model.network;
  const { precision } = model.training;
  const columns = panelColumns(precision);
  const bytes = ({ shape: [first, second] }: Parameter): number => {
    const count = second === undefined ? roundUp(first, columns) : panelledLength(first, second, columns);
    return roundUp(count * bytesOf(precision), 64);
  };
  const parameters = layers.flatMap((layer, index) =>
    layerSteps(layer)
      .parameters(layer, shapes.layers[index]?.input ?? 0)
      .map((parameter) => ({ layer: index, parameter })),
  );
  for (const { layer, parameter } of parameters) {
    if (parameter.initializer.type === "orthogonal" && orthogonalCost(parameter.fans) > mostOrthogonal)
      throw new EngineError(
        ["network", "layers", layer, "initializer"],
        l10n.t(
          "An orthogonal matrix of {0} × {1} would take minutes to make. Use another initializer, such as glorotUniform.",
          parameter.fans.in,
          parameter.fans.out,
        ),
      );
  }
  const place = (trained: boolean): Place[] =>
    parameters
      .filter(({ parameter }) => parameter.trained === trained)
      .map(({ layer, parameter }) => {
        const { shape } = parameter;
        return {
          ...parameter,
          name: `layers.${layer}.${parameter.name}`,
          layer,
          address: arena.reserve(bytes(parameter), widthPath(layers, layer)),
          bytes: bytes(parameter),
          index: shape.length === 2 ? panelled(precision, shape[0]) : (_, unit) => unit,
        };
      });
  const address = arena.reserve(0, []);
  const places = place(true);
  const weights = { address, bytes: arena.reserve(0, []) - address };
  return { places, weights, kept: place(false) };
}
