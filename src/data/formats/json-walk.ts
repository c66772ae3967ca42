import * as l10n from "@vscode/l10n";
import type { DataFile } from "../files.ts";
import { JsonTokens, type ReadOptions } from "./json-tokens.ts";

/** A value of a JSON table. The same object is used for the next one. */
export interface JsonCell {
  kind: "number" | "string" | "boolean" | "null" | "nested";
  /** Of a string what it says, of a number and a boolean as it stands there. */
  text: string;
  /** Where its record begins, from 1; of a list of values, where it stands itself. */
  line: number;
}

/** What is done at each part of a JSON table; `true` ends the walk. */
export interface JsonVisitor {
  /** A column is named for the first time. */
  column?(column: number, name: string): void;
  /** An object that is a row begins. */
  row?(row: number, line: number): boolean | undefined;
  cell?(column: number, row: number, cell: JsonCell): boolean | undefined;
}

/** `table`: an array of objects, or an object of arrays. `lines`: objects one after another. */
export type JsonForm = "table" | "lines";

export interface JsonTable {
  /** In the order in which they appear. */
  readonly names: readonly string[];
  readonly rows: number;
}

/** A one-hot column and its name take memory, and keys that are data themselves have no end. */
const mostColumns = 1 << 16;
const deepest = 100;

/** Walks through a JSON file as a stream; throws a `DataError` where it is no table. */
export async function walkJson(
  file: DataFile,
  form: JsonForm,
  visitor: JsonVisitor,
  options: ReadOptions,
): Promise<JsonTable> {
  const walk = new Walk(new JsonTokens(file, options), visitor);
  await (form === "lines" ? walk.lines() : walk.table());
  return { names: walk.names, rows: walk.rows };
}

class Walk {
  readonly names: string[] = [];
  rows = 0;
  readonly #tokens: JsonTokens;
  readonly #visitor: JsonVisitor;
  readonly #indices = new Map<string, number>();
  /** By column, the row that it had its last value in. */
  readonly #last: number[] = [];
  readonly #cell: JsonCell = { kind: "null", text: "", line: 1 };

  constructor(tokens: JsonTokens, visitor: JsonVisitor) {
    this.#tokens = tokens;
    this.#visitor = visitor;
  }

  async lines(): Promise<void> {
    const tokens = this.#tokens;
    await this.#next();
    if (tokens.is("end")) throw this.#empty();
    for (; !tokens.is("end"); await this.#next()) {
      tokens.recordLine = tokens.line;
      if (await this.#row()) return;
      tokens.recordLine = undefined;
    }
  }

  async table(): Promise<void> {
    const tokens = this.#tokens;
    await this.#next();
    if (tokens.is("end")) throw this.#empty();
    if (!tokens.is("[") && !tokens.is("{"))
      throw tokens.unexpected(
        l10n.t('an array of objects, as [{"x": 1}], or an object of arrays, as {"x": [1]}'),
      );
    if (await (tokens.is("[") ? this.#rows() : this.#columns())) return;
    await this.#next();
    if (!tokens.is("end")) throw tokens.error(l10n.t("the table has ended, and something follows."));
  }

  #empty() {
    return this.#tokens.error(l10n.t("the file is empty. It should hold an object for each row."));
  }

  /** Goes to the next token where that may take time. */
  async #next(): Promise<void> {
    if (!this.#tokens.advance()) await this.#tokens.refill();
  }

  /** After the `[`: the objects of an array, up to its `]`. */
  async #rows(): Promise<boolean> {
    const tokens = this.#tokens;
    await this.#next();
    if (tokens.is("]")) return false;
    for (;;) {
      if (await this.#row()) return true;
      await this.#next();
      if (tokens.is("]")) return false;
      if (!tokens.is(",")) throw tokens.unexpected('"," or "]"');
      await this.#next();
    }
  }

  /** The object that begins with the current token, up to its `}`. */
  async #row(): Promise<boolean> {
    const tokens = this.#tokens;
    if (!tokens.is("{"))
      throw tokens.is("end") || tokens.is("]")
        ? tokens.unexpected(l10n.t("an object"))
        : tokens.error(l10n.t('each row must be an object, as {"x": 1, "y": 2}, and this one is not.'));
    const row = this.rows++;
    const { line } = tokens;
    if (this.#visitor.row?.(row, line)) return true;
    let first = true;
    for (let position = 0; ; position++) {
      if (!tokens.advance()) await tokens.refill();
      if (tokens.is("}") && first) return false;
      first = false;
      if (!tokens.is("string")) throw tokens.unexpected(l10n.t("a key in quotes"));
      const column = this.#column(position, row);
      tokens.cell = position + 1;
      if (!tokens.advance()) await tokens.refill();
      if (!tokens.is(":")) throw tokens.unexpected('":"');
      if (!tokens.advance()) await tokens.refill();
      const cell = this.#scalar() ?? (await this.#nested());
      cell.line = line;
      if (this.#visitor.cell?.(column, row, cell)) return true;
      if (!tokens.advance()) await tokens.refill();
      if (tokens.is("}")) return false;
      if (!tokens.is(",")) throw tokens.unexpected('"," or "}"');
    }
  }

  /** After the `{`: keys with arrays, up to the `}`. */
  async #columns(): Promise<boolean> {
    const tokens = this.#tokens;
    await this.#next();
    if (tokens.is("}")) return false;
    for (let column = 0; ; column++) {
      if (!tokens.is("string")) throw tokens.unexpected(l10n.t("a key in quotes"));
      tokens.cell = column + 1;
      this.#column(column, 0);
      await this.#next();
      if (!tokens.is(":")) throw tokens.unexpected('":"');
      if (await this.#values(column)) return true;
      await this.#next();
      if (tokens.is("}")) return false;
      if (!tokens.is(",")) throw tokens.unexpected('"," or "}"');
      await this.#next();
    }
  }

  /** After the `:` of a column: the values of its array, up to the `]`. */
  async #values(column: number): Promise<boolean> {
    const tokens = this.#tokens;
    const name = this.names[column] ?? "";
    await this.#next();
    if (!tokens.is("["))
      throw tokens.is("end")
        ? tokens.unexpected()
        : tokens.error(
            l10n.t(
              'column "{0}" is not an array. Write an object of arrays, as {"x": [1, 2]}, or an array of objects, as [{"x": 1}]; a file of an object a line is called .jsonl.',
              name,
            ),
          );
    let row = 0;
    for (;;) {
      if (!tokens.advance()) await tokens.refill();
      if (tokens.is("]") && row === 0) break;
      const cell = this.#scalar() ?? (await this.#nested());
      if (this.#visitor.cell?.(column, row, cell)) return true;
      row++;
      if (!tokens.advance()) await tokens.refill();
      if (tokens.is("]")) break;
      if (!tokens.is(",")) throw tokens.unexpected('"," or "]"');
    }
    if (column === 0) this.rows = row;
    if (row !== this.rows)
      throw tokens.error(
        l10n.t(
          'column "{0}" has {1} values and column "{2}" has {3}. All columns need the same number; write null for a missing one.',
          name,
          row,
          this.names[0] ?? "",
          this.rows,
        ),
      );
    return false;
  }

  /** The index of the column that the current token names; throws where the row, or the table, has it already. */
  #column(position: number, row: number): number {
    const name = this.#tokens.text;
    // Objects mostly have their keys in the same order.
    const index = this.names[position] === name ? position : this.#indices.get(name);
    if (index === undefined) return this.#newColumn(name, row);
    if (this.#last[index] === row) {
      this.#tokens.cell = position + 1;
      throw this.#tokens.error(
        l10n.t('the key "{0}" is given twice. Give each its own name.', name.slice(0, 40)),
      );
    }
    this.#last[index] = row;
    return index;
  }

  #newColumn(name: string, row: number): number {
    const index = this.names.length;
    if (index === mostColumns)
      throw this.#tokens.error(
        l10n.t(
          "there are more than {0} different keys. Keys are the names of columns, the same in each row.",
          mostColumns,
        ),
      );
    // Joined anew: a slice would hold on to the whole piece of the file that it was cut from.
    const own = [...name].join("");
    this.names.push(own);
    this.#indices.set(own, index);
    this.#last.push(row);
    this.#visitor.column?.(index, own);
    return index;
  }

  /** The value that is the current token; undefined where that opens a nested one. */
  #scalar(): JsonCell | undefined {
    const { kind, text, line } = this.#tokens;
    const cell = this.#cell;
    cell.line = line;
    cell.text = text;
    switch (kind) {
      case "number":
      case "string":
        cell.kind = kind;
        return cell;
      case "word":
        cell.kind = text === "null" || text === "NaN" ? "null" : text.endsWith("y") ? "number" : "boolean";
        return cell;
      case "{":
      case "[":
        return undefined;
      default:
        throw this.#tokens.unexpected(l10n.t("a value"));
    }
  }

  async #nested(): Promise<JsonCell> {
    const { line } = this.#tokens;
    await this.#skip(0);
    Object.assign(this.#cell, { kind: "nested", text: "", line });
    return this.#cell;
  }

  /** Goes to the end of the value that the current token begins. */
  async #skip(depth: number): Promise<void> {
    const tokens = this.#tokens;
    const open = tokens.kind;
    if (open !== "{" && open !== "[") {
      this.#scalar();
      return;
    }
    if (depth === deepest)
      throw tokens.error(l10n.t("values lie more than {0} deep in one another.", deepest));
    const close = open === "{" ? "}" : "]";
    await this.#next();
    if (tokens.is(close)) return;
    for (;;) {
      if (open === "{") {
        if (!tokens.is("string")) throw tokens.unexpected(l10n.t("a key in quotes"));
        await this.#next();
        if (!tokens.is(":")) throw tokens.unexpected('":"');
        await this.#next();
      }
      await this.#skip(depth + 1);
      await this.#next();
      if (tokens.is(close)) return;
      if (!tokens.is(",")) throw tokens.unexpected(`"," or "${close}"`);
      await this.#next();
    }
  }
}
