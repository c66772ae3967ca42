import type { ExtensionContext } from "vscode";
import { startEditor } from "./editor/editor.ts";
import type { RunRegistry } from "./editor/runs.ts";

let runs: RunRegistry | undefined;

/** Called by VS Code when a model file, or a panel of an earlier window, is opened. */
export function activate(context: ExtensionContext): void {
  runs = startEditor(context);
}

/** Called by VS Code before the window closes: runs that go on are stopped and saved. */
export async function deactivate(): Promise<void> {
  await runs?.stopAll();
}
