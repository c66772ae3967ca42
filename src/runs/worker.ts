import { parentPort, workerData } from "node:worker_threads";
import * as l10n from "@vscode/l10n";
import { Control } from "../protocol/control.ts";
import type { LiveOrder } from "../protocol/settings.ts";
import { engineThreads } from "./engine-threads.ts";
import { noFiles } from "./no-files.ts";
import { fileOpener } from "./open-file.ts";
import { testRates } from "./rate-test.ts";
import { runSession } from "./session.ts";
import type { AskedQuestion, SessionControl } from "./session-options.ts";
import { createRunFolder, runsFolder } from "./store.ts";
import type { FromWorker, ToWorker, WorkerInput } from "./worker-protocol.ts";

/** The thread that trains one run: a session between the host's messages and control word. */
async function main(port: NonNullable<typeof parentPort>, input: WorkerInput): Promise<void> {
  const { disk } = input;
  if (input.translations) l10n.config({ contents: input.translations });
  const send = (message: FromWorker) => port.postMessage(message, buffersOf(message));
  try {
    if (input.task === "testRates") {
      const word = new Int32Array(input.control);
      await testRates({
        ...machineOf(input),
        interrupted: () => Atomics.load(word, 0) === Control.stop,
        onUpdate: (test) => send({ type: "rateTest", test }),
      });
      port.close();
      return;
    }
    const result = await runSession({
      ...machineOf(input),
      ...(input.settings ? { settings: input.settings } : {}),
      ...(input.threads === undefined ? {} : { threads: input.threads }),
      startThread: engineThreads(__dirname),
      program: input.program,
      control: controlFrom(port, input, send),
      ...(disk?.save
        ? { createStore: () => createRunFolder(runsFolder(disk.modelFile), disk.modelFile) }
        : {}),
      onUpdate: (update) => send({ type: "update", update }),
    });
    send(result.status === "invalid" ? { type: "invalid", findings: result.findings } : { type: "ended" });
  } catch (error) {
    send({ type: "failed", message: (error as Error).message });
  }
  port.close();
}

/** What a session is given of its file, its time and its memory. */
const machineOf = ({ text, fileName, disk, memoryLimit }: WorkerInput) => ({
  text,
  fileName,
  open: disk ? fileOpener(disk.access) : noFiles,
  memoryLimit,
  yieldToEvents: () => new Promise<void>((resolve) => setImmediate(resolve)),
  now: () => performance.now(),
});

function controlFrom(
  port: NonNullable<typeof parentPort>,
  input: WorkerInput,
  send: (message: FromWorker) => void,
): SessionControl {
  const word = new Int32Array(input.control);
  let topics = input.topics;
  let order: LiveOrder | undefined;
  let asked: AskedQuestion[] = [];
  let woken = false;
  let wake = () => {};
  port.on("message", (message: ToWorker) => {
    if (message.type === "topics") topics = message.topics;
    else if (message.type === "ask") {
      const { id, question } = message;
      asked.push({ question, answer: (answer) => send({ type: "answer", id, answer }) });
    } else if (message.type === "order")
      order = { ...order, ...message.order, set: { ...order?.set, ...message.order.set } };
    woken = true;
    wake();
  });
  return {
    read: () => Atomics.load(word, 0) as Control,
    stepped: (done) => Atomics.compareExchange(word, 0, done, Control.pause),
    // A host that changes the word says so afterwards; what it said since the last look counts too.
    async changed() {
      if (!woken) await new Promise<void>((resolve) => (wake = resolve));
      woken = false;
    },
    wants: (topic) => topics.includes(topic),
    takeOrder() {
      const taken = order;
      order = undefined;
      return taken;
    },
    takeQuestions() {
      const taken = asked;
      asked = [];
      return taken;
    },
  };
}

/** The buffers of all typed arrays in a message, to be handed over instead of copied. */
function buffersOf(value: unknown, buffers: ArrayBuffer[] = []): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && !buffers.includes(value.buffer)) buffers.push(value.buffer);
  } else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) buffersOf(member, buffers);
  return buffers;
}

if (parentPort) void main(parentPort, workerData as WorkerInput);
