import * as l10n from "@vscode/l10n";
import type { JsonPath } from "../protocol/json.ts";
import type { Dataset } from "./dataset.ts";
import { DataError } from "./error.ts";

const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** A size as a person reads it: `3.5 GiB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.max(0, Math.floor(Math.log2(bytes) / 10)), units.length - 1);
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}

/** Throws a `DataError` at `path` where `bytes` pass the limit; called before memory is taken. */
export function checkMemory(bytes: number, limit: number, path: JsonPath, what: string): void {
  if (bytes > limit)
    throw new DataError(
      path,
      l10n.t(
        "{0} would take {1} of memory, and a run may take {2}. Use less data.",
        what,
        formatBytes(bytes),
        formatBytes(limit),
      ),
    );
}

/** Bytes that a data set takes. */
export function datasetBytes({ inputs, targets, inputStart, targetStart, split, x }: Dataset): number {
  const arrays = [inputs.values, targets.values, inputStart, targetStart, x.values, ...Object.values(split)];
  return arrays.reduce((sum, array) => sum + array.byteLength, 0);
}
