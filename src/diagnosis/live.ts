import type { ModelFile } from "../model/model.ts";
import type { Finding } from "../protocol/finding.ts";
import type { History } from "../protocol/history.ts";
import type { Signals } from "../protocol/signals.ts";
import type { DataStatistics } from "../protocol/statistics.ts";
import { type Experiment, type ExperimentOutcome, type ExperimentResult, resultOf } from "./experiment.ts";
import { withPrimary } from "./primary.ts";
import type { Observation, RunProgress } from "./rule.ts";
import { ruleEntries } from "./rules/index.ts";

export type { Experiment, ExperimentOutcome } from "./experiment.ts";

/** Reads a run as it goes on and tells what is wrong with it. */
export class Diagnosis {
  readonly #model: ModelFile;
  readonly #statistics: DataStatistics;
  #last: Observation | undefined;
  #results: readonly ExperimentResult[] = [];

  constructor(model: ModelFile, statistics: DataStatistics) {
    this.#model = model;
    this.#statistics = statistics;
  }

  /** All findings that hold now, those told before training included; one is primary if any is not a hint. */
  observe(history: History, signals: Signals, progress: RunProgress): Finding[] {
    const run: Observation = {
      model: this.#model,
      statistics: this.#statistics,
      history,
      signals,
      progress,
      results: this.#results,
    };
    this.#last = run;
    return withPrimary(
      ruleEntries.flatMap(([rule, { before, during }]) =>
        (during?.(run) ?? before?.(run) ?? []).map((draft) => ({ rule, draft })),
      ),
    );
  }

  /** Experiments that would tell more about the run last observed; empty while it goes on. Ask again after their outcomes. */
  wants(): Experiment[] {
    if (this.#last?.progress.ended === undefined) return [];
    const run = { ...this.#last, results: this.#results };
    const wanted = ruleEntries.flatMap(([, { experiments }]) => experiments?.(run) ?? []);
    return wanted.filter(
      (experiment, index) =>
        !resultOf(this.#results, experiment) &&
        wanted.findIndex((other) => JSON.stringify(other.edits) === JSON.stringify(experiment.edits)) ===
          index,
    );
  }

  /** Takes what an experiment showed; the next `observe` makes use of it. */
  outcome(experiment: Experiment, outcome: ExperimentOutcome): void {
    this.#results = [...this.#results, { experiment, outcome }];
  }
}
