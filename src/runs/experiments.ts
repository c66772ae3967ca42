import type { Dataset } from "../data/dataset.ts";
import type { OpenFiles } from "../data/files.ts";
import { loadDataset } from "../data/load.ts";
import type { Diagnosis, Experiment, ExperimentOutcome } from "../diagnosis/live.ts";
import { Trainer } from "../engine/trainer.ts";
import { applyEdits } from "../model/edit.ts";
import { parseModelFile } from "../model/parse.ts";
import { buildTrainer } from "./build-trainer.ts";

export interface ExperimentBench {
  /** The model file's text, to which the experiment's edits are applied. */
  readonly text: string;
  readonly dataset: Dataset;
  readonly open: OpenFiles;
  /** Bytes that its network may take beside that of the run. */
  readonly memoryLimit: number;
  readonly now: () => number;
  readonly yieldToEvents: () => Promise<void>;
  /** Whether somebody wants the run to pause or stop: then the experiment is given up. */
  readonly interrupted: () => boolean;
}

/** Milliseconds that all experiments may take together. */
const wholeBudget = 1000;
/** Milliseconds that one experiment may train. */
const budget = 200;
const slice = 5;
/** Milliseconds that reading its data may take. */
const loadBudget = 1000;

/** Trains an edited copy of the network from the start for a few steps; undefined where that cannot be done now. */
export async function runExperiment(
  experiment: Experiment,
  bench: ExperimentBench,
): Promise<ExperimentOutcome | undefined> {
  const { model: edited } = parseModelFile(applyEdits(bench.text, experiment.edits).text);
  if (!edited) return undefined;
  // Its steps are counted, so it ends by itself.
  const { earlyStopping: _, ...training } = edited.training;
  const model = { ...edited, training };
  const { open, memoryLimit, now } = bench;
  const isNewData = experiment.edits.some(({ path }) => path[0] === "data");
  const dataset = isNewData
    ? await loadDataset(model, open, { memoryLimit, signal: AbortSignal.timeout(loadBudget) }).catch(
        () => undefined,
      )
    : bench.dataset;
  if (!dataset) return undefined;
  const trainer = await buildTrainer({ model, dataset, memoryLimit });
  if (!(trainer instanceof Trainer)) return undefined;
  const first = trainer.evaluate("train").loss;
  const end = now() + budget;
  let finite = true;
  while (finite && trainer.position.step < experiment.steps && now() < end) {
    if (bench.interrupted()) return undefined;
    finite = trainer.run(slice, Number.MAX_SAFE_INTEGER).nonFinite === undefined;
    await bench.yieldToEvents();
  }
  return { firstLoss: first, lastLoss: trainer.evaluate("train").loss, finite };
}

/** Runs the experiments that the rules want, one after another. */
export async function runExperiments(diagnosis: Diagnosis, bench: ExperimentBench): Promise<void> {
  const end = bench.now() + wholeBudget;
  while (bench.now() < end && !bench.interrupted()) {
    const [experiment] = diagnosis.wants();
    const outcome = experiment && (await runExperiment(experiment, bench));
    if (!outcome) break;
    diagnosis.outcome(experiment, outcome);
  }
}
