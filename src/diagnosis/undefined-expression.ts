import * as l10n from "@vscode/l10n";
import type { Draft, Observation } from "./rule.ts";
import { short } from "./text.ts";

/** A function that is not finite at a number below this is to blame itself; beyond it whatever let the number grow. */
const moderate = 1e6;

/** An activation's expression that gave no finite number for a moderate one, such as the logarithm of a negative. */
export function undefinedExpression({ model, signals, progress }: Observation): Draft | undefined {
  const found = signals.nonFinite;
  if (found?.quantity !== "activation" || found.layer === undefined || found.input === undefined)
    return undefined;
  const layer = model.network.layers[found.layer];
  if (!layer || !("activation" in layer) || layer.activation.type !== "expression") return undefined;
  if (!(Math.abs(found.input) < moderate)) return undefined;
  const { expression } = layer.activation;
  const at = short(found.input);
  return {
    severity: "error",
    path: ["network", "layers", found.layer, "activation"],
    epoch: found.epoch,
    message: l10n.t(
      'Training stopped in epoch {0}, step {1}: the expression "{2}" of layer {3} is {4} at x = {5}. Write it so that it is finite for every x, for example with abs(x) or max(x, 0.001).',
      found.epoch,
      found.step,
      expression,
      found.layer + 1,
      String(found.value),
      at,
    ),
    fixes: [],
    evidence: {
      explanation: l10n.t(
        "A unit's sum can become any number while the network learns, and the expression is not defined for all of them. One value that is not finite makes every weight that it reaches so.",
      ),
      numbers: [
        { label: l10n.t("Expression"), value: expression },
        { label: l10n.t("x"), value: at },
        { label: l10n.t("Its value there"), value: String(found.value) },
        { label: l10n.t("Epoch"), value: l10n.t("{0} of {1}", found.epoch, progress.epochs) },
      ],
    },
  };
}
