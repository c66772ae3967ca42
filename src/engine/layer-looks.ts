import type { Layer } from "../model/model.ts";
import type { SampledUpdate, UpdateSignals } from "../protocol/signals.ts";
import { activationSignals } from "./activation-signals.ts";
import type { Machine } from "./machine.ts";
import { spreadValues } from "./value-samples.ts";

/** What there is to see of each layer after an update; overwrites the activations in memory. */
export function layerLooks(
  machine: Machine,
  layers: readonly Layer[],
  train: Uint32Array,
  updates: ReadonlyMap<number, UpdateSignals>,
): Pick<SampledUpdate, "layers" | "values"> {
  const { plan, values } = machine;
  const looks = activationSignals(machine, layers, train);
  return {
    layers: looks.map(({ signals }, layer) => {
      const update = updates.get(layer);
      return update ? { activations: signals, update } : { activations: signals };
    }),
    values: looks.map(({ values: activations }, layer) => {
      const place = plan.places.find((each) => each.layer === layer);
      return { activations, ...(place ? { weights: spreadValues(values, place) } : {}) };
    }),
  };
}
