import { Trainer } from "../engine/trainer.ts";
import type { Finding } from "../protocol/finding.ts";
import { buildTrainer } from "../runs/build-trainer.ts";
import { memoryLimit } from "../runs/limits.ts";
import { hasErrors, inFileOrder, prepare } from "../runs/prepare.ts";
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
import { type Call, Exit, parseCall } from "./usage.ts";

export const check: Call = {
  summary: "tell every problem that shows without training",
  help: `backprop check FILE [--json] [--root DIR] [--allow-outside]

Tells every problem of a model file and its data that shows without training,
each as file:line:column: message on standard error.

  --json            one JSON line a problem on standard output
${rootHelp}

Exit status: 0 FILE can be trained; 2 it cannot; 3 the program failed.`,

  async run(args) {
    const { values, given } = parseCall("check", "FILE", args, {
      ...rootFlags,
      json: { type: "boolean", default: false },
    });
    const output = new Output(process.stdout);
    const { text, findings } = await problems(given, values);
    if (values.json) await output.write(findings.map(findingLine).join(""));
    process.stderr.write(problemLines(given, text, findings));
    if (!values.json && findings.length === 0) await output.write(`${given}: no problems\n`);
    await output.flush();
    return hasErrors(findings) ? Exit.invalid : Exit.done;
  },
};

async function problems(
  file: string,
  flags: { readonly root?: string | undefined; readonly "allow-outside": boolean },
): Promise<{ text: string; findings: readonly Finding[] }> {
  let source: ModelSource;
  try {
    source = await readModel(file, flags);
  } catch (error) {
    if (error instanceof UnreadableModel) return { text: "", findings: error.findings };
    throw error;
  }
  const { text, open } = source;
  const limit = memoryLimit();
  const { parsed, model, dataset, findings } = await prepare(text, open, {
    fileName: file,
    memoryLimit: limit,
  });
  if (!model || !dataset || hasErrors(findings)) return { text, findings };
  const built = await buildTrainer({ model, dataset, memoryLimit: limit });
  if (built instanceof Trainer) return { text, findings };
  return { text, findings: inFileOrder(parsed, [...findings, built], file) };
}
