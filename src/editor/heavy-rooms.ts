// What takes long to load, in one module, so that a build can put it into a bundle of its own.
export { config as configureTranslations } from "@vscode/l10n";
export { parse as parseJson } from "jsonc-parser";
export { applyEdits } from "../model/edit.ts";
export { findingRange, locate, parseModelFile } from "../model/parse.ts";
export { curveSvg } from "../picture/curve-svg.ts";
export { fileOpener, filesToAllow } from "../runs/open-file.ts";
export { prepare } from "../runs/prepare.ts";
export { startRun } from "../runs/run-handle.ts";
