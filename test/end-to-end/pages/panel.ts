import type { FrameLocator, Locator, Page } from "playwright-core";

/** The page in the panel that is seen. */
export class Panel {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    this.frame = page.frameLocator("iframe.webview.ready:visible").frameLocator("#active-frame");
  }

  get heading(): Locator {
    return this.frame.getByRole("heading", { level: 1 });
  }

  get status(): Locator {
    return this.frame.locator(".status");
  }

  /** Waits until the run's state is the one named, for example `Paused`. */
  async waitForStatus(status: string, timeout = 45_000): Promise<void> {
    await this.status.filter({ hasText: new RegExp(`^${status}$`) }).waitFor({ timeout });
  }

  button(name: string): Locator {
    return this.frame.locator("vscode-button:visible").filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) });
  }

  tab(name: string): Locator {
    return this.frame.getByRole("tab", { name, exact: true });
  }

  /** The value of one figure, by the name above it. */
  async figure(name: string): Promise<string> {
    const cell = this.frame
      .locator(".figures > div")
      .filter({ has: this.frame.locator(`dt:text-is("${name}")`) });
    return (await cell.locator(".value").innerText()).trim();
  }

  /** The smaller line below one figure. */
  async detail(name: string): Promise<string> {
    const cell = this.frame
      .locator(".figures > div")
      .filter({ has: this.frame.locator(`dt:text-is("${name}")`) });
    return (await cell.locator(".detail").innerText()).trim();
  }

  get settings(): Locator {
    return this.frame.getByRole("region", { name: "Settings", exact: true });
  }

  slider(name: string): Locator {
    return this.settings.getByRole("slider", { name });
  }

  async epoch(): Promise<number> {
    return Number((await this.figure("Epoch")).replace(/[^\d]/g, ""));
  }

  chart(name: "Loss" | "Prediction"): Locator {
    return this.frame.getByRole("region", { name, exact: true }).first().locator("canvas");
  }

  /** What a chart's text alternative says. */
  async summary(name: "Loss" | "Prediction"): Promise<string> {
    return (await this.chart(name).getAttribute("aria-label")) ?? "";
  }

  /** The picture of a chart, to tell whether it has changed. */
  picture(name: "Loss" | "Prediction"): Promise<Buffer> {
    return this.chart(name).screenshot();
  }

  /** The check mark of a curve in the loss chart's legend. */
  curve(name: string): Locator {
    return this.frame.getByRole("group", { name: "Curves" }).getByLabel(name, { exact: true });
  }

  /** What stands under the loss chart's crosshair, as screen readers hear it. */
  async reading(): Promise<string> {
    return (await this.chart("Loss").getAttribute("aria-valuetext")) ?? "";
  }

  /** The box beside the crosshair. */
  get readout(): Locator {
    return this.frame.locator(".readout");
  }

  get findings(): Locator {
    return this.frame.locator(".finding");
  }

  /** One of a row of buttons, such as the pictures of the predictions. */
  choice(group: string, name: string): Locator {
    return this.frame
      .getByRole("group", { name: group, exact: true })
      .getByRole("button", { name, exact: true });
  }

  /** The rows of a chart's table, opened, each with the text of its cells. */
  async table(name: "Loss" | "Prediction"): Promise<string[][]> {
    const card = this.frame.getByRole("region", { name, exact: true }).first();
    const details = card.locator("details");
    if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
    const rows = await card.locator("table tr").all();
    return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
  }
}
