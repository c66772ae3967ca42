import * as l10n from "@vscode/l10n";
import type { Dataset } from "../data/dataset.ts";
import type { Activation, ModelFile } from "../model/model.ts";
import type { Finding } from "../protocol/finding.ts";
import { fingerprint } from "./describe-run.ts";
import { invalidFinding } from "./prepare.ts";
import type { RunFile } from "./run-file.ts";

/** Why a saved run cannot go on with the model file as it is now; empty where it can. */
export function checkResume({ network, training }: ModelFile, dataset: Dataset, saved: RunFile): Finding[] {
  const findings: Finding[] = [];
  const changed = (path: readonly (string | number)[], before: string | number, now: string | number) =>
    findings.push(
      invalidFinding(
        path,
        l10n.t(
          "The saved run has {0} here, the file now {1}. Set it back to {0}, or train without --resume.",
          before,
          now,
        ),
      ),
    );
  if (network.layers.length !== saved.layers.length)
    changed(
      ["network", "layers"],
      l10n.t("{0} layers", saved.layers.length),
      l10n.t("{0} layers", network.layers.length),
    );
  else
    network.layers.forEach((layer, index) => {
      const before = saved.layers[index] as RunFile["layers"][number];
      const path = ["network", "layers", index];
      if (layer.type !== before.type) changed([...path, "type"], before.type, layer.type);
      else if ("units" in layer && layer.units !== before.units)
        changed([...path, "units"], before.units, layer.units);
      else if ("bias" in layer && layer.bias !== before.bias)
        changed([...path, "bias"], String(before.bias), String(layer.bias));
      else if ("activation" in layer && !sameActivation(layer.activation, before.activation))
        changed([...path, "activation"], before.activation?.type ?? "–", layer.activation.type);
    });
  if (dataset.inputWidth !== saved.layers[0]?.inputs)
    changed(
      ["data", "inputs"],
      l10n.t("{0} inputs", saved.layers[0]?.inputs ?? 0),
      l10n.t("{0} inputs", dataset.inputWidth),
    );
  if (network.loss !== saved.loss) changed(["network", "loss"], saved.loss, network.loss);
  if (training.optimizer.type !== saved.optimizer)
    changed(["training", "optimizer"], saved.optimizer, training.optimizer.type);
  if (training.precision !== saved.precision)
    changed(["training", "precision"], saved.precision, training.precision);
  // Within an epoch the place in it counts rows: another number of rows or another batch would make it another place.
  if (saved.batch > 0 && training.batchSize !== saved.batchSize)
    changed(["training", "batchSize"], saved.batchSize, training.batchSize);
  if (saved.batch > 0 && fingerprint(dataset) !== saved.data.fingerprint)
    findings.push(
      invalidFinding(
        ["data"],
        l10n.t(
          "The saved run stopped within an epoch over other data than the file gives now. Restore the data, or train without --resume.",
        ),
      ),
    );
  return findings;
}

/** Parameters are listed in the same order, since both come from the schema. */
const sameActivation = (now: Activation, before: { readonly type: string } | undefined): boolean =>
  JSON.stringify(Object.entries(now).sort()) === JSON.stringify(Object.entries(before ?? {}).sort());
