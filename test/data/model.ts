import type { Dataset } from "../../src/data/dataset.ts";
import { DataError } from "../../src/data/error.ts";
import type { DataFile, OpenFiles } from "../../src/data/files.ts";
import { loadDataset } from "../../src/data/load.ts";
import { type ModelFile, modelSchema } from "../../src/model/model.ts";

/** A model file of this data, with the rest as short as it may be. */
export function modelOf(data: object, loss = "mse", training: object = {}): ModelFile {
  return modelSchema.parse({
    data,
    network: { layers: [{ units: 1 }], loss },
    training: { epochs: 1, precision: "float64", ...training },
  });
}

/** A file that is handed out in pieces of `chunkLength` bytes. */
export function fileOf(content: string | Uint8Array, name = "data.csv", chunkLength = 7): DataFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    path: name,
    size: bytes.length,
    async read(start, end, into) {
      const part = Uint8Array.from(bytes.subarray(start, end));
      if (!into || into.length < part.length) return part;
      into.set(part);
      return into.subarray(0, part.length);
    },
    version: async () => "1",
    async *chunks() {
      for (let from = 0; from < bytes.length; from += chunkLength) {
        const chunk = Uint8Array.from(bytes.subarray(from, from + chunkLength));
        yield chunk;
        // Whoever still looks at it reads this.
        chunk.fill(0xff);
      }
    },
  };
}

export const noFile: OpenFiles = async () => {
  throw new DataError(["data", "file"], "no file here");
};

export const memoryLimit = 2 ** 28;

export const load = (data: object, loss?: string, training?: object): Promise<Dataset> =>
  loadDataset(modelOf(data, loss, training), noFile, { memoryLimit });

export const loadFile = (
  content: string | Uint8Array,
  data: object = {},
  { name = "data.csv", loss = "mse", chunkLength = 7 } = {},
): Promise<Dataset> =>
  loadDataset(modelOf({ file: name, ...data }, loss), async () => [fileOf(content, name, chunkLength)], {
    memoryLimit,
  });

/** The error that a promise ends with. */
export async function failure(promise: Promise<unknown>): Promise<DataError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}
