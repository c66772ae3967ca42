import { ColumnWriter } from "./column.ts";
import type { ColumnBudget } from "./column-budget.ts";
import { LabelCodes, sortLabels } from "./labels.ts";
import type { ColumnValues } from "./source.ts";

/** One column of several files, written file by file. */
export class JoinedColumn {
  readonly #writer: ColumnWriter;
  readonly #labels: LabelCodes | undefined;
  #missing = 0;

  constructor(isText: boolean, budget: ColumnBudget) {
    this.#writer = new ColumnWriter(budget);
    this.#labels = isText ? new LabelCodes() : undefined;
  }

  /** False where there are more different texts than may be. */
  add({ values, labels, missing }: ColumnValues): boolean {
    const codes = this.#labels && labels?.map((label) => this.#labels?.code(label));
    if (codes?.includes(undefined)) return false;
    values.forEach((value) => {
      this.#writer.push(Number.isNaN(value) ? value : (codes?.[value] ?? value));
    });
    this.#missing += missing;
    return true;
  }

  finish(): ColumnValues {
    const values = this.#writer.finish();
    const missing = this.#missing;
    if (!this.#labels) return { values, missing };
    const { labels, order } = sortLabels(this.#labels.texts);
    return {
      values: values.map((code) => (Number.isNaN(code) ? code : (order[code] as number))),
      labels,
      missing,
    };
  }
}
