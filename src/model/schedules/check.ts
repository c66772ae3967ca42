import * as l10n from "@vscode/l10n";
import type * as z from "zod";
import { problem } from "../problem.ts";
import type { Schedule } from "./index.ts";

interface Training {
  readonly schedule?: Schedule;
  readonly epochs: number;
  readonly optimizer: { readonly learningRate: number };
}

/**
 * Tells a schedule that is longer than the training, or whose lowest rate is above its highest. With `epochs` 0
 * nothing is trained, so that there every length is right.
 */
export function checkSchedule({ schedule, epochs, optimizer }: Training, context: z.RefinementCtx): void {
  if (!schedule) return;
  const { warmupEpochs } = schedule;
  const fix = (key: string, value: number) => ({
    title: l10n.t('Set "{0}" to {1}', key, value),
    preferred: true,
    edits: [{ path: ["schedule", key], value }],
  });
  const longer = (wanted: number) => {
    const value = Math.min(wanted, 1e9);
    const title = l10n.t('Set "{0}" to {1}', "epochs", value);
    return { title, preferred: false, edits: [{ path: ["epochs"], value }] };
  };
  if (epochs > 0 && warmupEpochs > epochs)
    problem(
      context,
      ["schedule", "warmupEpochs"],
      l10n.t(
        '"warmupEpochs" is {0}, but the training has only {1} epochs. Warm up for a part of them.',
        warmupEpochs,
        epochs,
      ),
      [fix("warmupEpochs", Math.floor(epochs / 10)), longer(10 * warmupEpochs)],
    );
  else if (epochs > 0 && schedule.type === "step" && warmupEpochs + schedule.stepSize > epochs)
    problem(
      context,
      ["schedule", "stepSize"],
      l10n.t(
        '"stepSize" is {0}, but the schedule has only {1} epochs, so the rate would never change.',
        schedule.stepSize,
        epochs - warmupEpochs,
      ),
      [
        fix("stepSize", Math.max(1, Math.floor((epochs - warmupEpochs) / 3))),
        longer(warmupEpochs + 3 * schedule.stepSize),
      ],
    );
  if ("minLearningRate" in schedule && schedule.minLearningRate > optimizer.learningRate)
    problem(
      context,
      ["schedule", "minLearningRate"],
      l10n.t(
        '"minLearningRate" is {0}, above the learning rate of {1} that the schedule begins with.',
        schedule.minLearningRate,
        optimizer.learningRate,
      ),
      [fix("minLearningRate", Number((optimizer.learningRate / 100).toPrecision(12)))],
    );
}
