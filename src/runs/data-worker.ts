import { parentPort, workerData } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { describeData } from "../data/describe.ts";
import { loadDataset } from "../data/load.ts";
import { previewOf } from "../data/preview.ts";
import { readDataSource } from "../model/data-source.ts";
import { parseModelFile } from "../model/parse.ts";
import {
  type DataAnswers,
  type DataQuestion,
  type DataRequest,
  type DataWorkerInput,
  type FromDataWorker,
  sentErrors,
  type ToDataWorker,
} from "./data-protocol.ts";
import { noFiles } from "./no-files.ts";
import { fileOpener } from "./open-file.ts";

/** Milliseconds between two messages of progress. */
const progressEvery = 200;

/** The thread that looks at data for the editor, one question after the other. */
function main(port: NonNullable<typeof parentPort>, input: DataWorkerInput): void {
  if (input.translations) l10n.config({ contents: input.translations });
  const running = new Map<number, AbortController>();
  const send = (message: FromDataWorker) => port.postMessage(message);

  const ask = async (id: number, request: DataRequest): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    let due = 0;
    const onProgress = (bytes: number, total: number) => {
      const now = performance.now();
      if (now < due) return;
      due = now + progressEvery;
      send({ type: "progress", id, bytes, total });
    };
    try {
      const { memoryLimit } = input;
      const options = { memoryLimit, signal: controller.signal, onProgress };
      send({ type: "answer", id, answer: await answers[request.question](request, options) });
    } catch (error) {
      const errors = sentErrors(error);
      if (errors) send({ type: "wrong", id, errors });
      else send({ type: "failed", id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      running.delete(id);
    }
  };

  port.on("message", (message: ToDataWorker) => {
    if (message.type === "ask") void ask(message.id, message.request);
    else running.get(message.id)?.abort();
  });
}

type Answer<Question extends DataQuestion> = (
  request: DataRequest,
  options: Parameters<typeof loadDataset>[2],
) => Promise<DataAnswers[Question]>;

const answers: { readonly [Question in DataQuestion]: Answer<Question> } = {
  describe: async ({ text, access }, options) => {
    const source = readDataSource(text);
    if (!source) throw new Error(l10n.t("The model file does not say where its data comes from."));
    return await describeData(source, { ...options, open: access ? fileOpener(access) : noFiles });
  },
  look: async ({ text, access }, options) => {
    const { model } = parseModelFile(text);
    if (!model) throw new Error(l10n.t("The model file has problems."));
    const dataset = await loadDataset(model, access ? fileOpener(access) : noFiles, options);
    return { statistics: dataset.statistics, preview: previewOf(dataset) };
  },
};

if (parentPort) main(parentPort, workerData as DataWorkerInput);
