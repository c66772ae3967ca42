import * as l10n from "@vscode/l10n";
import { DataError } from "../data/error.ts";
import type { OpenFiles } from "../data/files.ts";

/** For a model file that is not on disk. */
export const noFiles: OpenFiles = (path) =>
  Promise.reject(
    new DataError(["data", "file"], l10n.t("Save the model file first: {0} is looked for beside it.", path)),
  );
