// What takes long to load, in one module, so that a build can put it into a bundle of its own.
export { config as configureTranslations } from "@vscode/l10n";
export { parse as parseJson } from "jsonc-parser";
export { DataError } from "../data/error.ts";
export { openNamed } from "../data/files.ts";
export { formatBytes } from "../data/memory.ts";
export { dataGapAt, dataPlaceAt } from "../model/data-place.ts";
export { readDataSource } from "../model/data-source.ts";
export { applyEdits } from "../model/edit.ts";
export { findingRange, locate, parseModelFile } from "../model/parse.ts";
export { curveSvg } from "../picture/curve-svg.ts";
export { histogramSvg, labelsSvg } from "../picture/histogram-svg.ts";
export { DataCache } from "../runs/data-cache.ts";
export { DataService } from "../runs/data-service.ts";
export { listDataFiles } from "../runs/list-data-files.ts";
export { fileOpener, filesToAllow } from "../runs/open-file.ts";
export { checkModel } from "../runs/prepare.ts";
export { startRun } from "../runs/run-handle.ts";
export { repeated, settingsEdits, settingsOf, withSettings } from "../runs/settings.ts";
