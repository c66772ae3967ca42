import { datasetBytes } from "../data/memory.ts";
import { Trainer } from "../engine/trainer.ts";
import type { ModelFile } from "../model/model.ts";
import { parseModelFile } from "../model/parse.ts";
import type { Finding } from "../protocol/finding.ts";
import { buildTrainer } from "./build-trainer.ts";
import { LiveSettings } from "./live-settings.ts";
import { prepareTelling } from "./loading.ts";
import { hasErrors, inFileOrder } from "./prepare.ts";
import { checkResume } from "./resume.ts";
import type { SessionOptions, SessionResult } from "./session-options.ts";
import { repeated, settingsOf, withSettings } from "./settings.ts";
import { TrainingLoop } from "./training-loop.ts";

/** Trains a model file from its text to the saved run; rejects only where the program itself fails. */
export async function runSession(options: SessionOptions): Promise<SessionResult> {
  const { fileName, memoryLimit, threads, startThread, resume } = options;
  const base = parseModelFile(options.text).model;
  const file = base && settingsOf(base);
  const repeats = resume && file ? repeated(resume.changes, file) : {};
  const { text } = withSettings(options.text, { ...repeats, ...options.settings });
  const prepared = await prepareTelling({ ...options, text });
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
  const build = (described: ModelFile) =>
    buildTrainer({
      model: described,
      dataset,
      memoryLimit: memoryLimit - datasetBytes(dataset),
      ...(threads ? { threads } : {}),
      ...(startThread ? { startThread } : {}),
    });
  const trainer = await build(model);
  if (!(trainer instanceof Trainer)) return refuse([trainer]);
  try {
    if (resume) trainer.restore(resume.weights, resume.state);
  } catch (error) {
    trainer.dispose();
    throw error;
  }
  const settings = new LiveSettings({
    file: file ?? settingsOf(model),
    text,
    model,
    changes: resume?.changes ?? [],
    trainingRows: dataset.statistics.samples.train,
    position: trainer.position,
    build,
  });
  return new TrainingLoop(options, { dataset, findings }, settings, trainer).run();
}
