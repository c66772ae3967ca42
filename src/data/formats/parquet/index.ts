import * as l10n from "@vscode/l10n";
import { DataError } from "../../error.ts";
import type { DataFile } from "../../files.ts";
import { checkMemory } from "../../memory.ts";
import type { Source, SourceOptions } from "../../source.ts";
import { whole } from "../gzip.ts";
import type { ColumnTaker, TypedColumn } from "../typed-column.ts";
import { openTyped, type Refuse } from "../typed-source.ts";
import { type Chunk, damaged, readFooter } from "./footer.ts";
import type { Leaf, Unreadable } from "./leaf.ts";
import { ColumnError, type Page, readPages } from "./pages.ts";
import { Scratch } from "./values.ts";

const path = ["data", "file"];
/** What a column takes at least, with the block that it is written to. */
const columnBytes = 1024;

/** A Parquet file, column by column; one that is nested, or of a type without numbers and texts, cannot be used. */
export async function openParquet(packed: DataFile, options: SourceOptions): Promise<Source> {
  const file = await whole(packed, options.memoryLimit);
  const { rows, columns, groups } = await readFooter(file, options.memoryLimit);
  checkMemory(
    columns.length * columnBytes,
    options.memoryLimit,
    path,
    l10n.t("{0}, which has {1} columns,", file.name, columns.length),
  );
  const scan = async (takers: readonly (ColumnTaker | undefined)[], refuse?: Refuse) => {
    const scratch = new Scratch();
    for (const group of groups)
      for (const [index, column] of columns.entries()) {
        const [chunk, taker] = [group.chunks[index], takers[index]];
        if (!chunk) continue;
        if (taker && !taker.isDone && !("reason" in column))
          try {
            await takeChunk(file, column, chunk, group.rows, taker, scratch, options);
          } catch (error) {
            if (!refuse || !(error instanceof ColumnError)) throw error;
            refuse(index, error);
          }
      }
  };
  return await openTyped(
    { file, rows, columns: columns.map((column) => typedOf(column, file)), scan },
    options,
  );
}

function typedOf(column: Leaf | Unreadable, file: DataFile): TypedColumn {
  if (!("reason" in column)) return column;
  const { name, reason } = column;
  const message = l10n.t(
    '{0}: column "{1}" cannot be used: {2}. Name the columns to use in "inputs" and "targets", without this one.',
    file.name,
    name,
    reason,
  );
  return { name, kind: "text", refusal: new DataError(path, message) };
}

async function takeChunk(
  file: DataFile,
  leaf: Leaf,
  chunk: Chunk,
  rows: number,
  taker: ColumnTaker,
  scratch: Scratch,
  options: SourceOptions,
): Promise<void> {
  let taken = 0;
  for await (const page of readPages(file, leaf, chunk, rows, scratch, options)) {
    take(page, taker, leaf);
    taken += page.rows;
    if (taker.isDone) return;
  }
  if (taken !== rows) throw damaged(file.name, l10n.t('column "{0}" has too few values', leaf.name));
}

function take({ rows, values, present }: Page, taker: ColumnTaker, { kind }: Leaf): void {
  const { numbers, texts } = values;
  if ((texts !== undefined) !== (kind === "text"))
    throw new Error("A column of one kind was decoded as another.");
  if (numbers) {
    taker.numbers(present ? spread(numbers, present) : numbers, 0, 1);
    return;
  }
  let next = 0;
  for (let row = 0; row < rows; row++)
    taker.cell(present === undefined || present[row] === 1 ? (texts[next++] as string) : "");
}

/** A value a row, NaN where it is missing. */
function spread(numbers: ArrayLike<number>, present: Uint32Array): Float64Array {
  let next = 0;
  return Float64Array.from(present, (is) => (is === 1 ? (numbers[next++] as number) : Number.NaN));
}
