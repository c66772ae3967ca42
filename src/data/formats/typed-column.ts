import * as l10n from "@vscode/l10n";
import type { CellFormat } from "../cells.ts";
import { ColumnWriter } from "../column.ts";
import type { ColumnBudget } from "../column-budget.ts";
import { ColumnIntake, type TakenColumn } from "../column-intake.ts";
import { ColumnReader, cellError, WrongCells } from "../column-reader.ts";
import type { DataError } from "../error.ts";
import type { SlabColumn } from "../slab.ts";
import type { ColumnValues, Place } from "../source.ts";

/** A column of a file that says itself what its columns are. */
export interface TypedColumn {
  readonly name: string;
  /** What its cells are given as; a date in ms since 1970 (UTC). */
  readonly kind: "number" | "date" | "text";
  /** Its numbers are whole, and those past 2⁵³ cannot be kept. */
  readonly isWhole?: boolean;
  /** Why it cannot be used; then it gets no cells. */
  readonly refusal?: DataError;
}

/** Takes the cells of one column, in order: numbers, NaN where missing, or texts, empty where missing. */
export interface ColumnTaker {
  /** Those of `values` from `start` on, every `step`-th. */
  numbers(values: ArrayLike<number>, start: number, step: number): void;
  cell(text: string): void;
  /** It wants no more cells. */
  readonly isDone: boolean;
}

/** Takes a column in the first pass; one that is not needed is kept only as long as it may be the x axis. */
export interface Intake extends ColumnTaker {
  /** Keeps its numbers there, where it takes any. */
  moveTo?(place: SlabColumn): void;
  finish(): TakenColumn;
}

/** Takes a column that is wanted; throws a `DataError` where cells do not fit it. */
export interface StrictTaker extends ColumnTaker {
  finish(): ColumnValues;
}

export function intakeOf(column: TypedColumn, needed: boolean, budget: ColumnBudget): Intake {
  if (column.kind !== "text") return new NumberIntake(column, needed, budget);
  return new TextIntake(new ColumnIntake({ budget, needed }));
}

export function strictTakerOf(
  column: TypedColumn,
  format: CellFormat,
  budget: ColumnBudget,
  place: (row: number) => Place,
): StrictTaker {
  if (column.kind !== "text") return new NumberReader(column, budget, place);
  return new TextReader(new ColumnReader(column.name, format, { budget }), place);
}

const numberExpected = () => new Error("A column of numbers was handed a text.");
const textExpected = () => new Error("A column of texts was handed a number.");

const isLost = (value: number, isWhole: boolean): boolean =>
  value - value !== 0 || (isWhole && !Number.isSafeInteger(value));

const isFloats = (values: ArrayLike<number>): values is Float32Array | Float64Array =>
  values instanceof Float32Array || values instanceof Float64Array;

function areFinite(values: Float32Array | Float64Array): boolean {
  let unfit = 0;
  // 0 for a finite number, NaN for any other.
  for (let at = 0; at < values.length; at++) unfit += (values[at] as number) - (values[at] as number);
  return unfit === 0;
}

class NumberIntake implements Intake {
  readonly #kind: "number" | "date";
  readonly #isWhole: boolean;
  readonly #needed: boolean;
  #writer: ColumnWriter | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #grows = true;
  #missing = 0;

  constructor({ kind, isWhole = false }: TypedColumn, needed: boolean, budget: ColumnBudget) {
    this.#kind = kind === "date" ? "date" : "number";
    this.#isWhole = isWhole;
    this.#needed = needed || kind === "date";
    this.#writer = new ColumnWriter(budget);
  }

  get isDone(): boolean {
    return this.#writer === undefined;
  }

  moveTo(place: SlabColumn): void {
    if (this.#writer) this.#writer.slab = place;
  }

  numbers(values: ArrayLike<number>, start: number, step: number): void {
    const writer = this.#writer;
    if (writer && this.#needed && !this.#grows && !this.#isWhole && step === 1 && isFloats(values)) {
      const part = start === 0 ? values : values.subarray(start);
      if (areFinite(part)) {
        writer.pushAll(part);
        return;
      }
    }
    for (let at = start; at < values.length; at += step) {
      const value = values[at] as number;
      // What most values are, told apart from the rest at once.
      if (writer && this.#needed && !this.#grows && !this.#isWhole && value - value === 0) writer.push(value);
      else this.#number(value);
    }
  }

  #number(value: number): void {
    if (!this.#writer) return;
    if (isLost(value, this.#isWhole)) {
      this.#grows = false;
      if (Number.isNaN(value)) this.#missing++;
      else this.#writer = undefined;
    } else if (value > this.#last) this.#last = value;
    else this.#grows = false;
    if (this.#needed || this.#grows) this.#writer?.push(value);
    else this.#writer = undefined;
  }

  cell(): never {
    throw numberExpected();
  }

  finish(): TakenColumn {
    const format: CellFormat = { kind: this.#kind, boolean: false, dateReading: 0 };
    const values = this.#writer?.finish();
    return { format, grows: this.#grows, ...(values && { values: { values, missing: this.#missing } }) };
  }
}

class TextIntake implements Intake {
  readonly isDone = false;
  readonly #intake: ColumnIntake;

  constructor(intake: ColumnIntake) {
    this.#intake = intake;
  }

  numbers(): never {
    throw textExpected();
  }

  cell(text: string): void {
    this.#intake.cell(text);
  }

  finish(): TakenColumn {
    return this.#intake.finish();
  }
}

class NumberReader implements StrictTaker {
  readonly isDone = false;
  readonly #column: TypedColumn;
  readonly #writer: ColumnWriter;
  readonly #wrong: WrongCells;
  readonly #place: (row: number) => Place;
  #row = 0;
  #missing = 0;

  constructor(column: TypedColumn, budget: ColumnBudget, place: (row: number) => Place) {
    this.#column = column;
    this.#writer = new ColumnWriter(budget);
    this.#wrong = new WrongCells(column.name);
    this.#place = place;
  }

  numbers(values: ArrayLike<number>, start: number, step: number): void {
    for (let at = start; at < values.length; at += step) this.#number(values[at] as number);
  }

  #number(value: number): void {
    const { name, isWhole = false } = this.#column;
    if (Number.isNaN(value)) this.#missing++;
    else if (!Number.isFinite(value))
      this.#wrong.add(String(value), () => this.#place(this.#row), this.#row, true);
    else if (isLost(value, isWhole))
      throw cellError(
        this.#place(this.#row),
        l10n.t(
          'a whole number in column "{0}" is past 2^53, and would be rounded. Save it as a float.',
          name,
        ),
      );
    this.#writer.push(value);
    this.#row++;
  }

  cell(): never {
    throw numberExpected();
  }

  finish(): ColumnValues {
    this.#wrong.check();
    return { values: this.#writer.finish(), missing: this.#missing };
  }
}

class TextReader implements StrictTaker {
  readonly isDone = false;
  readonly #reader: ColumnReader;
  readonly #place: (row: number) => Place;
  #row = 0;

  constructor(reader: ColumnReader, place: (row: number) => Place) {
    this.#reader = reader;
    this.#place = place;
  }

  numbers(): never {
    throw textExpected();
  }

  cell(text: string): void {
    this.#reader.add(text, () => this.#place(this.#row));
    this.#row++;
  }

  finish(): ColumnValues {
    return this.#reader.finish();
  }
}
