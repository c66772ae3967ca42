import { availableParallelism } from "node:os";
import path from "node:path";
import { Control } from "../protocol/control.ts";
import type { RunEvent } from "../protocol/events.ts";
import { engineThreads } from "../runs/engine-threads.ts";
import { epochLine, toJson } from "../runs/json.ts";
import { memoryLimit } from "../runs/limits.ts";
import { runSession } from "../runs/session.ts";
import type { SessionOptions, SessionResult } from "../runs/session-options.ts";
import { createRunFolder, readResumePoint, runsFolder } from "../runs/store.ts";
import { findingLine } from "./finding-line.ts";
import {
  type ModelSource,
  problemLines,
  readModel,
  rootFlags,
  rootHelp,
  UnreadableModel,
} from "./model-source.ts";
import { Output } from "./output.ts";
import { ProgressLine } from "./progress-line.ts";
import { type Call, Exit, parseCall } from "./usage.ts";
import { version } from "./version.ts";

export const train: Call = {
  summary: "train a model file and save the run",
  help: `backprop train FILE [--json] [--out DIR] [--resume RUN] [--root DIR] [--allow-outside]

Trains the network of a model file (*.nn.json) and saves the run, by default in
.backprop/ beside the file. Ctrl-C ends the training and saves.

  --json            one JSON line an event on standard output, every epoch included
  --out DIR         save the run in a new folder in DIR
  --resume RUN      go on from the saved run in the folder RUN
${rootHelp}

Exit status: 0 done; 1 the training diverged; 2 the model file or its data is
invalid; 3 the program failed; 130 interrupted.`,

  async run(args) {
    const { values, given } = parseCall("train", "FILE", args, {
      ...rootFlags,
      json: { type: "boolean", default: false },
      out: { type: "string" },
      resume: { type: "string" },
    });
    const resume = values.resume === undefined ? undefined : await readResumePoint(values.resume);
    const stop = interruption();
    const output = new Output(process.stdout, stop.request);
    let source: ModelSource;
    try {
      source = await readModel(given, values);
    } catch (error) {
      if (!(error instanceof UnreadableModel)) throw error;
      if (values.json) await output.write(error.findings.map(findingLine).join(""));
      process.stderr.write(problemLines(given, "", error.findings));
      return Exit.invalid;
    }
    const parent = values.out === undefined ? runsFolder(source.path) : path.resolve(values.out);
    const result = await runSession({
      text: source.text,
      fileName: given,
      open: source.open,
      memoryLimit: memoryLimit(),
      threads: availableParallelism(),
      startThread: engineThreads(__dirname),
      program: version,
      control: {
        read: () => (stop.requested() ? Control.stop : Control.run),
        stepped: () => {},
        changed: () => Promise.resolve(),
        wants: () => false,
      },
      yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
      now: () => performance.now(),
      createStore: () => createRunFolder(parent, source.path),
      ...(resume ? { resume } : {}),
      ...(values.json ? jsonReport(output) : personReport(output, source)),
    });
    if (result.status === "invalid") {
      if (values.json) await output.write(result.findings.map(findingLine).join(""));
      process.stderr.write(problemLines(given, source.text, result.findings));
    }
    await output.flush();
    return exitStatus(result, stop.signalled());
  },
};

type Report = Pick<SessionOptions, "onEvents" | "onUpdate" | "onNotice">;

const jsonReport = (output: Output): Report => ({
  onEvents: (events) => output.write(events.map(eventLine).join("")),
  onNotice: (message) => process.stderr.write(`${message}\n`),
});

function eventLine(event: RunEvent): string {
  if (event.type === "epoch") return `${epochLine(event)}\n`;
  return event.type === "finding" ? findingLine(event) : `${toJson(event)}\n`;
}

/** Progress on standard output, findings and notices on standard error. */
function personReport(output: Output, { file, text }: ModelSource): Report {
  const line = new ProgressLine(process.stdout.isTTY === true);
  const told = new Set<string>();
  let folder: string | undefined;
  return {
    onUpdate(update) {
      folder ??= update.start?.run;
      const fresh = (update.findings ?? []).filter(({ message }) => !told.has(message));
      for (const { message } of fresh) told.add(message);
      if (fresh.length > 0) {
        void output.write(line.clear());
        process.stderr.write(problemLines(file, text, fresh));
      }
      const saved = update.end && folder !== undefined ? `saved in ${folder}\n` : "";
      void output.write(line.show(update) + saved);
    },
    onNotice(message) {
      void output.write(line.clear());
      process.stderr.write(`${message}\n`);
    },
  };
}

function exitStatus({ status }: SessionResult, signalled: boolean): number {
  if (status === "invalid") return Exit.invalid;
  if (status === "diverged") return Exit.diverged;
  return status === "stopped" && signalled ? Exit.interrupted : Exit.done;
}

/** Ctrl-C asks the run to end and save; a second one ends the program at once. */
function interruption() {
  let asked = false;
  let signal = false;
  const onSignal = () => {
    if (signal) process.exit(Exit.interrupted);
    signal = true;
    asked = true;
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    request: () => {
      asked = true;
    },
    requested: () => asked,
    signalled: () => signal,
  };
}
