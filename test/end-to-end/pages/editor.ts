import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";

/** A model file in its editor. */
export class ModelEditor {
  readonly #page: Page;
  readonly #name: string;
  readonly #path: string;

  constructor(page: Page, name: string, path: string) {
    this.#page = page;
    this.#name = name;
    this.#path = path;
  }

  get #root(): Locator {
    return this.#page.locator(`.editor-instance[aria-label^="${this.#name}"]`).first();
  }

  async waitFor(): Promise<void> {
    await this.#root.locator(".view-line").first().waitFor();
  }

  /** Brings the file's tab to the front and the keyboard into it. */
  async focus(): Promise<void> {
    await this.#page.getByRole("tab", { name: this.#name }).first().click();
    await this.#root.locator(".monaco-editor.focused").waitFor();
  }

  /** The text on disk. */
  saved(): string {
    return readFileSync(this.#path, "utf8");
  }

  /** Saves an edit, and waits until it is on disk. */
  async save(): Promise<void> {
    const before = this.saved();
    await this.#page.keyboard.press("Control+S");
    const deadline = Date.now() + 10_000;
    // A file that is being written is empty for a moment.
    while ([before, ""].includes(this.saved())) {
      if (Date.now() > deadline) throw new Error(`${this.#name} was not saved, or has not changed.`);
      await this.#page.waitForTimeout(50);
    }
  }

  /** Puts the cursor where `text` first stands in the saved file, at its start, or selects it. */
  async select(text: string, { selected = true } = {}): Promise<void> {
    const saved = this.saved();
    const offset = saved.indexOf(text);
    if (offset < 0) throw new Error(`${this.#name} does not hold ${text}`);
    const before = saved.slice(0, offset).split("\n");
    await this.focus();
    await this.#page.keyboard.press("Control+G");
    const input = this.#page.locator(".quick-input-widget input.input");
    await input.fill(`:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
    await this.#page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
    if (selected) for (const _ of text) await this.#page.keyboard.press("Shift+ArrowRight");
  }

  /** Types over a text of the saved file, and saves. */
  async replace(text: string, by: string): Promise<void> {
    await this.select(text);
    await this.#page.keyboard.insertText(by);
    await this.save();
  }

  squiggle(severity: "error" | "warning" | "info"): Locator {
    return this.#root.locator(`.squiggly-${severity}`);
  }

  /** Rests the mouse on a squiggle, and gives the hover that it brings. */
  async hover(severity: "error" | "warning" | "info"): Promise<Locator> {
    const squiggle = this.squiggle(severity).first();
    // An editor that scrolls draws it anew.
    await squiggle.waitFor();
    const box = await squiggle.boundingBox();
    if (!box) throw new Error("There is no squiggle to rest on.");
    await this.#page.mouse.move(box.x + box.width / 2 - 20, box.y + box.height + 200);
    await this.#page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    const hover = this.#page.locator(".monaco-hover:visible").first();
    await hover.waitFor();
    return hover;
  }

  /** Shows the hover at the cursor. */
  async hoverAtCursor(): Promise<Locator> {
    const hover = this.#page.locator(".monaco-hover:visible").first();
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.#page.keyboard.press("Control+K");
      await this.#page.keyboard.press("Control+I");
      // It comes late where the language server is busy, and not at all where the keyboard was elsewhere.
      const shown = await hover.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (shown) return hover;
    }
    throw new Error("There is no hover at the cursor.");
  }

  /** Opens the quick fixes at the cursor, and gives the one whose title matches. */
  async quickFix(title: RegExp): Promise<Locator> {
    const action = this.#page.locator(".action-widget").getByText(title).first();
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.#page.keyboard.press("Control+.");
      // The list closes again where the keyboard is still on its way back to the editor.
      await this.#page.waitForTimeout(1000);
      if (await action.isVisible()) return action;
    }
    throw new Error(`There is no quick fix ${title}.`);
  }

  /** Code lenses that the file shows. */
  lens(text: string): Locator {
    return this.#root.locator(".codelens-decoration").getByText(text);
  }
}
