import * as l10n from "@vscode/l10n";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import { joinFiles } from "../joined-source.ts";
import type { Source, SourceOptions } from "../source.ts";
import { openCsv } from "./csv.ts";
import { mostUnpacked, unpacked } from "./gzip.ts";
import { isIdx, openIdx } from "./idx.ts";
import { openJson, openJsonLines } from "./json.ts";
import { openNpy } from "./npy.ts";
import { openNpz } from "./npz.ts";
import { openParquet } from "./parquet/index.ts";
import { watched } from "./watched.ts";

/** Reads a file's columns; throws a `DataError` for everything that is wrong with it. */
export type OpenFormat = (file: DataFile, options: SourceOptions) => Promise<Source>;

/** How a file is read, by the ending of its name. */
const formats: ReadonlyMap<string, OpenFormat> = new Map<string, OpenFormat>([
  ["csv", openCsv],
  ["tsv", openCsv],
  ["json", openJson],
  ["jsonl", openJsonLines],
  ["ndjson", openJsonLines],
  ["npy", openNpy],
  ["npz", openNpz],
  ["parquet", openParquet],
]);

/** The columns of the files that a model file names. */
export async function openFiles(files: readonly DataFile[], options: SourceOptions): Promise<Source> {
  const [file, ...more] = files;
  if (!file) throw new DataError(["data", "file"], l10n.t("No file is named."));
  return more.length > 0 ? await joinFiles(files, openFile, options) : await openFile(file, options);
}

/** The file's name without `.gz`, and how it is read; undefined where that is not known. */
function formatOf(file: string): { readonly name: string; readonly open: OpenFormat | undefined } {
  const name = file.replace(/\.gz$/i, "");
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return { name, open: isIdx(name) ? openIdx : formats.get(ending) };
}

/** Whether a file of this name may hold data. */
export const isReadable = (name: string): boolean =>
  !/\.nn\.json$/i.test(name) && formatOf(name).open !== undefined;

async function openFile(file: DataFile, options: SourceOptions): Promise<Source> {
  const { name, open } = formatOf(file.name);
  if (open) {
    // Of a gzipped file, it is what is packed that tells how far the reading is.
    const { onProgress, ...rest } = options;
    const read = watched(file, options);
    return await open(name === file.name ? read : unpacked(read, mostUnpacked(file.size)), rest);
  }
  throw new DataError(
    ["data", "file"],
    l10n.t(
      "{0} is of no kind that can be read: {1}.",
      file.name,
      [...formats.keys()].map((name) => `.${name}`).join(", "),
    ),
  );
}
