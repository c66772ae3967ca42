import { type CellFormat, ColumnScan, readBoolean } from "./cells.ts";
import { type Column, ColumnWriter } from "./column.ts";
import type { ColumnBudget } from "./column-budget.ts";
import { Reading, readDate } from "./dates.ts";
import { LabelCodes, sortLabels } from "./labels.ts";
import type { SlabColumn } from "./slab.ts";
import type { ColumnValues } from "./source.ts";

export interface IntakeOptions {
  readonly budget: ColumnBudget;
  /** Absent: the cells are kept as long as the column may be the x axis. */
  readonly needed?: boolean;
  readonly decimalComma?: boolean;
}

export interface TakenColumn {
  readonly format: CellFormat;
  readonly grows: boolean;
  /** Absent where the cells have to be read again, now that it is known how. */
  readonly values?: ColumnValues;
}

/** What the cells so far have all been, missing ones apart. */
type Kept = "nothing" | "number" | "boolean" | "date" | "text" | "mixed";

/**
 * Takes a column's cells in one pass, though only the last tells what kind of column it is: they are kept as what
 * the first is, and no more once another is something else.
 */
export class ColumnIntake {
  readonly #scan = new ColumnScan();
  readonly #needed: boolean;
  readonly #decimalComma: boolean;
  #writer: ColumnWriter | undefined;
  #kept: Kept = "nothing";
  #labels = new LabelCodes();
  /** Whether `number` may be called in place of `cell`. */
  takesNumbers = false;

  constructor({ budget, needed = false, decimalComma = false }: IntakeOptions) {
    this.#needed = needed;
    this.#decimalComma = decimalComma;
    this.#writer = new ColumnWriter(budget);
  }

  /** A cell's finite number, where that is all that counts. */
  number(value: number): void {
    this.#scan.addNumber(value);
    this.#writer?.push(value);
    if (!this.#needed && !this.#scan.grows) this.#giveUp();
  }

  /** As many numbers, of which NaN is a missing one: the first at `offset`, each `stride` after the one before. */
  numbers(values: Float64Array, offset: number, stride: number, count: number): void {
    this.#scan.addNumbers(values, offset, stride, count);
    this.#writer?.pushStrided(values, offset, stride, count);
    if (!this.#needed && !this.#scan.grows) this.#giveUp();
  }

  /** Where its values are to be kept from now on, if they are all numbers so far; gives whether they are. */
  moveTo(slab: SlabColumn): boolean {
    if (this.#kept !== "number" || this.#scan.mayBeDate || !this.#writer) return false;
    this.#writer.slab = slab;
    return true;
  }

  /** Every value so far may be a date. */
  get mayBeDate(): boolean {
    return this.#scan.mayBeDate;
  }

  missing(): void {
    this.#scan.addMissing();
    this.#writer?.push(Number.NaN);
  }

  cell(text: string): void {
    const value = this.#scan.add(text, this.#decimalComma);
    if (this.#writer) {
      const kept = this.#keep(text, value);
      if (kept === undefined) this.#giveUp();
      else this.#writer.push(kept);
    }
    if (this.#writer && !this.#needed && !this.#scan.mayBeDate && !this.#scan.grows) this.#giveUp();
    this.takesNumbers = !this.#scan.mayBeDate && (this.#kept === "number" || this.#kept === "mixed");
  }

  /** What is kept of a cell; undefined where it is not what the others were. */
  #keep(text: string, value: number | undefined): number | undefined {
    if (Number.isNaN(value)) return value;
    if (this.#kept === "nothing") this.#kept = this.#begin(text, value);
    switch (this.#kept) {
      case "number":
        return Number.isFinite(value) ? value : undefined;
      case "boolean":
        return readBoolean(text);
      case "date":
        return this.#scan.mayBeDate ? readDate(text.trim(), Reading.plain) : undefined;
      default:
        return this.#labels.code(text);
    }
  }

  #begin(text: string, value: number | undefined): Kept {
    if (value !== undefined) return "number";
    if (!Number.isNaN(readDate(text.trim(), Reading.plain))) return "date";
    return readBoolean(text) === undefined ? "text" : "boolean";
  }

  #giveUp(): void {
    if (!this.#writer) return;
    this.#writer = undefined;
    this.#labels = new LabelCodes();
    this.#kept = "mixed";
  }

  finish(): TakenColumn {
    const { format, grows, missing } = this.#scan;
    const column = this.#writer?.finish();
    const values = column && this.#values(format, column, missing);
    return { format, grows, ...(values && { values }) };
  }

  #values(format: CellFormat, column: Column, missing: number): ColumnValues | undefined {
    const { kind, dateReading } = format;
    const kept = this.#kept;
    if (kind === "date") {
      if (kept === "date") return { values: column, missing };
      // Eight digits were kept as numbers, dates whose order was open as texts.
      const texts = this.#labels.texts;
      const textOf = (value: number) => (kept === "number" ? String(value) : (texts[value]?.trim() ?? ""));
      return { values: column.map((value) => readDate(textOf(value), dateReading)), missing };
    }
    if (kind === "number")
      return kept === (format.boolean ? "boolean" : "number") ? { values: column, missing } : undefined;
    if (kept !== "text" && kept !== "nothing") return undefined;
    const { labels, order } = sortLabels(this.#labels.texts);
    return {
      values: column.map((code) => (Number.isNaN(code) ? code : (order[code] as number))),
      labels,
      missing,
    };
  }
}
