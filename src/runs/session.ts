import { datasetBytes } from "../data/memory.ts";
import { Trainer } from "../engine/trainer.ts";
import type { Finding } from "../protocol/finding.ts";
import { buildTrainer } from "./build-trainer.ts";
import { prepareTelling } from "./loading.ts";
import { hasErrors, inFileOrder } from "./prepare.ts";
import { checkResume } from "./resume.ts";
import type { SessionOptions, SessionResult } from "./session-options.ts";
import { TrainingLoop } from "./training-loop.ts";

/** Trains a model file from its text to the saved run; rejects only where the program itself fails. */
export async function runSession(options: SessionOptions): Promise<SessionResult> {
  const { fileName, memoryLimit, threads, startThread, resume } = options;
  const prepared = await prepareTelling(options);
  if (!prepared) return { status: "stopped", findings: [] };
  const { parsed, model, dataset, findings } = prepared;
  if (!model || !dataset || hasErrors(findings)) return { status: "invalid", findings };
  const refuse = (errors: readonly Finding[]): SessionResult => ({
    status: "invalid",
    findings: inFileOrder(parsed, [...findings, ...errors], fileName),
  });
  if (resume) {
    const errors = checkResume(model, dataset, resume.file);
    if (errors.length > 0) return refuse(errors);
  }
  const trainer = await buildTrainer({
    model,
    dataset,
    memoryLimit: memoryLimit - datasetBytes(dataset),
    ...(threads ? { threads } : {}),
    ...(startThread ? { startThread } : {}),
  });
  if (!(trainer instanceof Trainer)) return refuse([trainer]);
  try {
    if (resume) trainer.restore(resume.weights, resume.state);
    return await new TrainingLoop(options, { model, dataset, findings }, trainer).run();
  } finally {
    trainer.dispose();
  }
}
