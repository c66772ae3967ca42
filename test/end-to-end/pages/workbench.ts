import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { addressOf } from "../../workbench/code-server.mjs";
import { artefactPath } from "../artefact.ts";
import { ModelEditor } from "./editor.ts";
import { Panel } from "./panel.ts";

/** The window of VS Code. */
export class Workbench {
  readonly page: Page;
  readonly folder: string;
  readonly #url: string;

  constructor(page: Page, url: string, folder: string) {
    this.page = page;
    this.folder = folder;
    this.#url = url;
  }

  /** Opens the window on the workspace and waits until its extensions may run. */
  async open(): Promise<void> {
    await this.page.goto(addressOf(this.#url, this.folder));
    await this.#ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
  }

  /** Runs a command from the palette by its full title, as soon as it is offered. */
  async command(title: string): Promise<void> {
    for (let attempt = 0; !(await this.#offered(title)); attempt++) {
      await this.page.keyboard.press("Escape");
      if (attempt === 10) throw new Error(`The palette does not offer ${title}.`);
    }
    await this.#option(title).click();
    await this.#quickInput().waitFor({ state: "hidden" });
  }

  /** Whether the palette offers a command now. */
  async offers(title: string): Promise<boolean> {
    const offered = await this.#offered(title);
    await this.page.keyboard.press("Escape");
    return offered;
  }

  /** Opens the palette on a title; it keeps to the commands that applied when it was opened. */
  async #offered(title: string): Promise<boolean> {
    await this.page.keyboard.press("F1");
    // It closes at once where something else takes the focus at this moment, such as a page being shown.
    return this.#quickInput()
      .fill(`>${title}`, { timeout: 2000 })
      .then(() => this.#option(title).waitFor({ timeout: 2000 }))
      .then(() => true)
      .catch(() => false);
  }

  #option(title: string): Locator {
    return this.page.getByRole("option", { name: new RegExp(`^${literally(title)}(,|$)`) }).first();
  }

  #quickInput(): Locator {
    return this.page.locator(".quick-input-widget input.input");
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<ModelEditor> {
    await this.page.keyboard.press("Control+P");
    await this.#quickInput().fill(name);
    await this.page
      .getByRole("option", { name: new RegExp(`^${literally(name)}`) })
      .first()
      .click();
    const editor = new ModelEditor(this.page, name, join(this.folder, name));
    await editor.waitFor();
    return editor;
  }

  async closeEditors(): Promise<void> {
    await this.command("View: Close All Editors");
    const discard = this.page.getByRole("button", { name: "Don't Save" });
    if (await discard.isVisible().catch(() => false)) await discard.click();
    await this.page.locator(".editor-instance, iframe.webview:visible").first().waitFor({ state: "hidden" });
  }

  /** The panel that is seen. */
  panel(): Panel {
    return new Panel(this.page);
  }

  tab(name: string): Locator {
    return this.page.getByRole("tab", { name: new RegExp(`^${literally(name)}(,|$)`) });
  }

  /** What the status bar says of errors and warnings in the open files, for example `Errors: 1`. */
  async problemCounts(): Promise<{ errors: number; warnings: number }> {
    const label = (await this.page.locator('[id="status.problems"] a').getAttribute("aria-label")) ?? "";
    const count = (word: string) => Number(new RegExp(`${word}: (\\d+)`, "i").exec(label)?.[1] ?? 0);
    return { errors: count("Errors"), warnings: count("Warnings") };
  }

  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: artefactPath(name) });
  }

  /** Sets the workspace's colour theme, and waits until the window has its class, for example `vs-dark`. */
  async theme(name: string, look: "vs" | "vs-dark" | "hc-black"): Promise<void> {
    mkdirSync(join(this.folder, ".vscode"), { recursive: true });
    writeFileSync(
      join(this.folder, ".vscode/settings.json"),
      JSON.stringify({ "workbench.colorTheme": name }),
    );
    await this.page.locator(`.monaco-workbench.${look}`).waitFor();
  }
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
