import * as l10n from "@vscode/l10n";
import type { ColumnKind } from "./cells.ts";
import { cellError } from "./column-reader.ts";
import { DataError } from "./error.ts";
import type { DataFile } from "./files.ts";
import { JoinedColumn } from "./joined-column.ts";
import { mostLabels } from "./labels.ts";
import type { ColumnValues, Source, SourceColumn, SourceOptions } from "./source.ts";

const path = ["data", "file"];

interface Part {
  readonly file: DataFile;
  readonly rows: number;
  readonly columns: readonly SourceColumn[];
  readonly imageShape: readonly number[] | undefined;
  /** For each column of the first file, the index of the one of that name. */
  readonly order: readonly number[];
  /** Gives the file's source; once it has been let go, reads the file again. */
  open(): Promise<Source>;
  /** Lets the source go, and with it the columns that it keeps. */
  release(): void;
}

/**
 * Several files as one, their rows after one another in the order of the files. The columns are those of the first;
 * the others need the same names, in any order, and the same kinds. Throws a `DataError` that names the file.
 */
export async function joinFiles(
  files: readonly DataFile[],
  openFile: (file: DataFile, options: SourceOptions) => Promise<Source>,
  options: SourceOptions,
): Promise<Source> {
  const parts: Part[] = [];
  // What a file's source keeps is copied once it is read, and let go.
  const budget = options.budget.beside();
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const file of files) {
    const before = done;
    const onProgress = (bytes: number, of: number) =>
      options.onProgress?.(before + (of > 0 ? (file.size * bytes) / of : 0), total);
    let source: Source | undefined = await openFile(file, { ...options, budget, onProgress });
    const part = { file, rows: source.rows, columns: source.columns, imageShape: source.imageShape };
    const first = parts[0] ?? part;
    checkShapes(first, part);
    parts.push({
      ...part,
      order: matchColumns(first, part),
      open: async () => {
        source ??= await openFile(file, { ...options, budget: options.budget.beside() });
        return source;
      },
      release: () => {
        source = undefined;
      },
    });
    done += file.size;
  }
  return await joinParts(parts, options);
}

async function joinParts(parts: readonly Part[], { budget }: SourceOptions): Promise<Source> {
  const [first] = parts as [Part];
  const kinds = first.columns.map((_, index) => kindOf(parts, index));
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const { imageShape } = first;
  const columns: SourceColumn[] = [];
  for (const [index, { name }] of first.columns.entries())
    columns.push({ name, kind: kinds[index] as ColumnKind, grows: await growsOn(parts, index) });

  const read = async (wanted: readonly number[]): Promise<ColumnValues[]> => {
    const joined = wanted.map((index) => ({
      index,
      column: new JoinedColumn(kinds[index] === "text", budget),
    }));
    for (const part of parts) {
      const source = await part.open();
      const values = await source.read(wanted.map((index) => part.order[index] as number));
      for (const [at, { index, column }] of joined.entries()) {
        const one = values[at] as ColumnValues;
        const given = part.columns[part.order[index] as number] as SourceColumn;
        // A column without any value is of no kind.
        if (given.kind !== kinds[index] && one.missing < part.rows)
          throw await otherKind(part, source, index, parts, kinds[index] as ColumnKind);
        if (!column.add(one)) throw tooManyLabels(given.name);
      }
      part.release();
    }
    return joined.map(({ column }) => column.finish());
  };

  return {
    path,
    rows,
    columns,
    ...(imageShape && { imageShape }),
    read,
    async place(row, column) {
      let from = 0;
      for (const part of parts) {
        if (row < from + part.rows)
          return (await part.open()).place(row - from, part.order[column] as number);
        from += part.rows;
      }
      return { path };
    },
  };
}

type Named = Pick<Part, "file" | "columns" | "imageShape">;

/** For each column of the first file, where the other file has it. */
function matchColumns(first: Named, other: Named): number[] {
  const indices = new Map(other.columns.map(({ name }, index) => [name, index]));
  const order = first.columns.map(({ name }) => {
    const index = indices.get(name);
    indices.delete(name);
    if (index === undefined) throw lacks(other.file, name, first.file);
    return index;
  });
  for (const name of indices.keys()) throw lacks(first.file, name, other.file);
  return order;
}

const lacks = (file: DataFile, name: string, has: DataFile): DataError =>
  new DataError(
    path,
    l10n.t(
      '{0} has no column "{1}", which {2} has. Files that are read together need the same columns.',
      file.name,
      name,
      has.name,
    ),
  );

function checkShapes(first: Named, other: Named): void {
  if (String(first.imageShape) === String(other.imageShape)) return;
  throw new DataError(
    path,
    l10n.t("{0} and {1} hold images of different shapes.", first.file.name, other.file.name),
  );
}

/** What a column is: text only where it is so in every file, since a column without any value looks like text. */
function kindOf(parts: readonly Part[], index: number): ColumnKind {
  const kinds = parts.map(({ columns, order }) => columns[order[index] as number]?.kind ?? "text");
  return kinds.find((kind) => kind !== "text") ?? "text";
}

/** Whether a column grows in every file and from each to the next. */
async function growsOn(parts: readonly Part[], index: number): Promise<boolean> {
  const filled = parts.filter(({ rows }) => rows > 0);
  if (filled.length === 0 || filled.some(({ columns, order }) => !columns[order[index] as number]?.grows))
    return false;
  let last = Number.NEGATIVE_INFINITY;
  for (const { open, order, rows } of filled) {
    const [column] = await (await open()).read([order[index] as number]);
    if (!column || !(column.values.get(0) > last)) return false;
    last = column.values.get(rows - 1);
  }
  return true;
}

async function otherKind(
  part: Part,
  source: Source,
  index: number,
  parts: readonly Part[],
  kind: ColumnKind,
): Promise<DataError> {
  const at = part.order[index] as number;
  const { name, kind: given } = part.columns[at] as SourceColumn;
  const other = parts.find(({ columns, order }) => columns[order[index] as number]?.kind === kind);
  return cellError(
    await source.place(0, at),
    l10n.t(
      'column "{0}" holds {1} in this file and {2} in {3}. Write it alike in all files, or leave it out of "inputs" and "targets".',
      name,
      kindWord(given),
      kindWord(kind),
      other?.file.name ?? "",
    ),
  );
}

function kindWord(kind: ColumnKind): string {
  if (kind === "number") return l10n.t("numbers");
  return kind === "date" ? l10n.t("dates") : l10n.t("text");
}

const tooManyLabels = (name: string): DataError =>
  new DataError(
    path,
    l10n.t(
      'Column "{0}" has more than {1} different texts, too many to be one-hot. Leave it out of "inputs" and "targets".',
      name,
      mostLabels,
    ),
  );
