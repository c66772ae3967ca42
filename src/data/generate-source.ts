import * as l10n from "@vscode/l10n";
import { type Expression, ExpressionError, parseExpression } from "../model/expression.ts";
import type { Generator, Range } from "../model/model.ts";
import { Column } from "./column.ts";
import { DataError } from "./error.ts";
import { compile } from "./evaluate.ts";
import { checkMemory } from "./memory.ts";
import { type RandomStream, stream } from "./random.ts";
import type { Source } from "./source.ts";

const path = ["data", "generate"];

/** Values that a range has: from its first to the last that is not past its end. */
function rangeLength(range: Range): number {
  if ("count" in range) return range.count;
  const steps = (range.to - range.from) / range.step;
  // 0 to 0.3 by 0.1 is four values, though 3 · 0.1 is a rounding error past 0.3.
  return Math.max(0, Math.floor(steps + 1e-14 * Math.max(1e5, Math.abs(steps))) + 1);
}

function rangeValue(range: Range, row: number): number {
  if ("count" in range) {
    if (range.count === 1) return range.from;
    const last = range.count - 1;
    return row === last ? range.to : range.from + ((range.to - range.from) * row) / last;
  }
  const value = range.from + row * range.step;
  return range.step > 0 ? Math.min(value, range.to) : Math.max(value, range.to);
}

const lengthOf = (generator: Exclude<Generator, string>): number =>
  "from" in generator ? rangeLength(generator) : generator.count;

/**
 * Columns by rule, in order. Throws a `DataError` at a column that is longer or shorter than those before it,
 * that fails or is not finite somewhere, or where the rows, which take `rowBytes` each besides these columns, would
 * pass the memory limit (bytes).
 */
export function openGenerate(
  generators: ReadonlyMap<string, Generator>,
  seed: number,
  memoryLimit: number,
  rowBytes = 0,
): Source {
  const rows = commonLength(generators);
  checkMemory(
    rows * (generators.size * 8 + rowBytes),
    memoryLimit,
    path,
    l10n.t("{0} rows of {1} columns", rows, generators.size),
  );
  const columns = new Map<string, Float64Array>();
  let index = 0;
  for (const [name, generator] of generators) {
    if (name === "i" || name === "pi" || name === "e")
      throw new DataError(
        [...path, name],
        l10n.t('"{0}" means something else in expressions: give the column another name.', name),
      );
    // A stream each, so that a column's numbers stay when another one changes.
    const random = stream(seed, "data", index++);
    columns.set(name, fill(name, rows, valuesOf(name, generator, columns, random)));
  }
  const names = [...columns.keys()];
  const arrays = [...columns.values()];
  const placeOf = (column: number) => ({ path: [...path, names[column] ?? ""] });
  return {
    path,
    rows,
    columns: names.map((name, at) => ({ name, kind: "number", grows: grows(arrays[at]) })),
    read: async (wanted) =>
      wanted.map((index) => ({ values: Column.of(arrays[index] ?? new Float64Array(rows)), missing: 0 })),
    place: async (_row, column) => placeOf(column),
  };
}

function commonLength(generators: ReadonlyMap<string, Generator>): number {
  let first: { name: string; rows: number } | undefined;
  for (const [name, generator] of generators) {
    if (typeof generator === "string") continue;
    const rows = lengthOf(generator);
    if (first === undefined) first = { name, rows };
    else if (rows !== first.rows)
      throw new DataError(
        [...path, name],
        l10n.t(
          'Column "{0}" has {1} values and column "{2}" has {3}. All columns need the same number.',
          name,
          rows,
          first.name,
          first.rows,
        ),
      );
  }
  if (first) return first.rows;
  const [name = ""] = generators.keys();
  throw new DataError(
    [...path, name],
    l10n.t(
      'How many rows? Put a range before the expressions, such as "x": {0}.',
      '{ "from": 1, "to": 100, "step": 1 }',
    ),
  );
}

function valuesOf(
  name: string,
  generator: Generator,
  columns: ReadonlyMap<string, Float64Array>,
  random: RandomStream,
): (row: number) => number {
  if (typeof generator === "string") {
    const at = [...path, name];
    const expression = parse(generator, at, [...columns.keys()]);
    return compile(expression, {
      of: (column) => {
        const values = columns.get(column);
        return values ? (row) => values[row] as number : (row) => row;
      },
      draw: { uniform: () => random.uniform(), normal: () => random.normal() },
    });
  }
  if ("from" in generator) return (row) => rangeValue(generator, row);
  if ("uniform" in generator) {
    const [low, high] = generator.uniform;
    return () => low + (high - low) * random.uniform();
  }
  const [mean, deviation] = generator.normal;
  return () => mean + deviation * random.normal();
}

function parse(text: string, at: readonly string[], columns: readonly string[]): Expression {
  try {
    return parseExpression(text, { names: [...columns, "i"], draws: true });
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new DataError(at, l10n.t("This expression does not work: {0}.", error.message));
  }
}

function fill(name: string, rows: number, value: (row: number) => number): Float64Array {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const number = value(row);
    if (!Number.isFinite(number))
      throw new DataError(
        [...path, name],
        l10n.t('Column "{0}" is {1} in row {2} (i = {3}), not a finite number.', name, number, row + 1, row),
      );
    values[row] = number;
  }
  return values;
}

function grows(values: Float64Array | undefined): boolean {
  return values?.every((value, row) => row === 0 || value > (values[row - 1] as number)) ?? false;
}
