import * as vscode from "vscode";

const key = "backprop.allowedFiles";

/**
 * What lies outside the workspace folder and may be read all the same: absolute paths, links resolved, of files and
 * folders that a person allowed, until the window closes or for as long as the workspace lives.
 */
export class OutsideFiles {
  readonly #forNow = new Set<string>();
  #memory: vscode.Memento | undefined;

  /** Keeps what is always allowed in the workspace's memory. */
  use(memory: vscode.Memento): void {
    this.#memory = memory;
  }

  get allowed(): readonly string[] {
    return [...this.#always, ...this.#forNow];
  }

  get #always(): readonly string[] {
    const stored: unknown = this.#memory?.get(key);
    return Array.isArray(stored) ? stored.filter((file) => typeof file === "string") : [];
  }

  /** Asks for each of the files whether the model file may read it; false as soon as one may not. */
  async ask(modelFile: string, files: readonly string[]): Promise<boolean> {
    const once = vscode.l10n.t("Allow");
    const always = vscode.l10n.t("Always Allow in This Workspace");
    for (const file of files) {
      const answer = await vscode.window.showWarningMessage(
        vscode.l10n.t("May {0} read data from outside its workspace folder?", modelFile),
        {
          modal: true,
          detail: vscode.l10n.t("{0}\n\nParts of it may get into the run that is saved.", file),
        },
        once,
        always,
      );
      if (answer === once) this.#forNow.add(file);
      else if (answer === always) await this.#memory?.update(key, [...this.#always, file]);
      else return false;
    }
    return true;
  }
}

export const outsideFiles = new OutsideFiles();
