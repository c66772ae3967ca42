import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { applyEdits } from "../../src/model/edit.ts";
import { Control } from "../../src/protocol/control.ts";
import type { EndEvent, RunEvent } from "../../src/protocol/events.ts";
import type { Edit, Finding } from "../../src/protocol/finding.ts";
import { fileOpener } from "../../src/runs/open-file.ts";
import { runSession } from "../../src/runs/session.ts";
import type { SessionResult } from "../../src/runs/session-options.ts";

export const folder = path.join(import.meta.dirname, "../../media/examples");
export const names = readdirSync(folder).filter((name) => name.endsWith(".nn.json"));
export const open = fileOpener({ folder });
export const memoryLimit = 2 ** 30;

/** The text of an example, with edits. */
export const read = (name: string, edits: readonly Edit[] = []): string =>
  applyEdits(readFileSync(path.join(folder, name), "utf8"), edits).text;

interface Trained extends SessionResult {
  readonly end: EndEvent;
  /** Every finding that was told, retracted ones included. */
  readonly told: readonly Finding[];
}

/** Trains a model file that lies beside the examples. */
export async function train(text: string): Promise<Trained> {
  const events: RunEvent[] = [];
  const result = await runSession({
    text,
    fileName: "example.nn.json",
    open,
    memoryLimit,
    threads: 1,
    program: "test",
    control: {
      read: () => Control.run,
      stepped: () => {},
      changed: () => Promise.resolve(),
      wants: () => false,
    },
    yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
    onEvents: (some) => void events.push(...some.filter(({ type }) => type !== "epoch")),
  });
  const end = events.find((event) => event.type === "end");
  if (!end) throw new Error(result.findings.map(({ message }) => message).join("\n"));
  return { ...result, end, told: events.filter((event) => event.type === "finding") };
}
