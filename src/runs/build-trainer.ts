import { EngineError, Trainer, type TrainerOptions } from "../engine/trainer.ts";
import type { Finding } from "../protocol/finding.ts";
import { invalidFinding } from "./prepare.ts";

/** The network ready to train, or why it cannot be: its buffers would pass the memory limit. */
export async function buildTrainer(options: TrainerOptions): Promise<Trainer | Finding> {
  try {
    return await Trainer.create(options);
  } catch (error) {
    if (error instanceof EngineError) return invalidFinding(error.path, error.message);
    throw error;
  }
}
