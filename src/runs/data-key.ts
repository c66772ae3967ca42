import { createHash } from "node:crypto";
import { type OpenFiles, openNamed } from "../data/files.ts";
import type { DataSource } from "../model/data-source.ts";
import type { ModelFile } from "../model/model.ts";

/** Of the training, what has no part in how data is loaded. */
const apart: ReadonlySet<string> = new Set([
  "optimizer",
  "schedule",
  "epochs",
  "batchSize",
  "shuffle",
  "clip",
  "earlyStopping",
]);

/** Maps as lists, which keep their order. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);

const hash = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value, plain)).digest("base64");

/** A text that is another one once a file's content is; rejects where a file cannot be opened. */
async function versions(file: DataSource["file"], open: OpenFiles): Promise<unknown> {
  if (file === undefined) return undefined;
  const files = await openNamed(file, open);
  return await Promise.all(files.map(async (one) => [one.name, await one.version()]));
}

/** Another text once the source of the data is another one. */
export const sourceKey = async (source: DataSource, open: OpenFiles): Promise<string> =>
  hash([source, await versions(source.file, open)]);

/** Another text once anything is that the loaded data depends on. */
export const lookKey = async ({ data, network, training }: ModelFile, open: OpenFiles): Promise<string> => {
  const parts = Object.fromEntries(Object.entries(training).filter(([key]) => !apart.has(key)));
  return hash([data, network.loss, parts, await versions(data.file, open)]);
};
