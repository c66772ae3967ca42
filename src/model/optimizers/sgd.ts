import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { member } from "../member.ts";
import { problem } from "../problem.ts";
import { learningRate, momentum, weightDecay } from "./parameters.ts";

const plain = member(
  "sgd",
  "Stochastic gradient descent: each weight moves against its gradient, times `learningRate`. Formulas and defaults are PyTorch's.",
  {
    learningRate: learningRate(1e-3),
    momentum,
    dampening: z
      .number()
      .default(0)
      .describe("Weakens the gradient that enters the momentum: it counts `1 − dampening`."),
    nesterov: z
      .boolean()
      .default(false)
      .describe("Nesterov's momentum, which looks ahead. Needs `momentum` above 0 and `dampening` 0."),
    weightDecay,
  },
);

export const sgd = {
  ...plain,
  schema: plain.schema.superRefine((optimizer, context) => {
    if (!optimizer.nesterov) return;
    if (optimizer.momentum === 0)
      problem(context, ["nesterov"], l10n.t('"nesterov" needs "momentum" above 0.'), [
        {
          title: l10n.t('Set "momentum" to 0.9'),
          preferred: true,
          edits: [{ path: ["momentum"], value: 0.9 }],
        },
      ]);
    if (optimizer.dampening !== 0)
      problem(context, ["dampening"], l10n.t('"dampening" must be 0 with "nesterov".'), [
        { title: l10n.t('Remove "dampening"'), preferred: true, edits: [{ path: ["dampening"] }] },
      ]);
  }),
};
