import * as l10n from "@vscode/l10n";
import { type ColumnMetaData, type FileMetaData, parquetMetadata, type SchemaElement } from "hyparquet";
import { DataError } from "../../error.ts";
import type { DataFile } from "../../files.ts";
import { checkMemory } from "../../memory.ts";
import { type Leaf, leafOf, type Unreadable } from "./leaf.ts";
import { endOfThrift } from "./thrift.ts";

const path = ["data", "file"];
const magic = "PAR1";
const encryptedMagic = "PARE";
/** Length of the metadata, and the letters that end the file. */
const endLength = 8;
/** What a byte of metadata takes once it is read, about. */
const metadataCost = 30;

/** Where a column's pages lie in the file, those of one group of rows. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly codec: ColumnMetaData["codec"];
}

export interface RowGroup {
  readonly rows: number;
  /** One per column; undefined for those that cannot be read. */
  readonly chunks: readonly (Chunk | undefined)[];
}

export interface Footer {
  readonly rows: number;
  readonly columns: readonly (Leaf | Unreadable)[];
  readonly groups: readonly RowGroup[];
}

/** Reads what a Parquet file says about itself; throws a `DataError` where that cannot be true. */
export async function readFooter(file: DataFile, memoryLimit: number): Promise<Footer> {
  const start = await file.read(0, 4);
  const end = await file.read(Math.max(0, file.size - endLength), file.size);
  const [first, last] = [latin1(start), latin1(end.subarray(4))];
  if (last === encryptedMagic || first === encryptedMagic)
    throw new DataError(path, l10n.t("{0} is encrypted. Save it without encryption.", file.name));
  if (first !== magic) throw damaged(file.name, l10n.t("it does not begin like one"));
  if (last !== magic || file.size < 4 + endLength) throw damaged(file.name, l10n.t("it is cut short"));
  const length = new DataView(end.buffer, end.byteOffset, end.length).getUint32(0, true);
  if (length > file.size - 4 - endLength) throw damaged(file.name, l10n.t("it is cut short"));
  checkMemory(length * metadataCost, memoryLimit, path, l10n.t("What {0} says about itself", file.name));
  const bytes = await file.read(file.size - endLength - length, file.size);
  try {
    const metadata = new DataView(bytes.buffer, bytes.byteOffset, length);
    if (endOfThrift(metadata, 0) > length) throw new RangeError("past the end");
    return footerOf(parquetMetadata(bytes, { geoparquet: false }), file);
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw damaged(file.name, l10n.t("what it says about itself cannot be read"));
  }
}

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function footerOf(metadata: FileMetaData, file: DataFile): Footer {
  const columns = topLevel(metadata.schema).map(leafOf);
  const groups = metadata.row_groups.map((group): RowGroup => {
    const found = new Map<string, Chunk>();
    for (const { meta_data, file_path } of group.columns) {
      const [name, ...deeper] = meta_data?.path_in_schema ?? [];
      if (!meta_data || file_path !== undefined)
        throw new DataError(path, l10n.t("{0} keeps its columns in other files. Save it as one.", file.name));
      if (name !== undefined && deeper.length === 0) found.set(name, chunkOf(meta_data, file));
    }
    const chunks = columns.map((column) => {
      const chunk = found.get(column.name);
      if (!chunk && !("reason" in column)) throw damaged(file.name, l10n.t("a column is not in it"));
      return chunk;
    });
    return { rows: count(group.num_rows), chunks };
  });
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (!Number.isSafeInteger(rows) || rows !== count(metadata.num_rows))
    throw damaged(file.name, l10n.t("it is not certain how many rows it has"));
  return { rows, columns, groups };
}

/** The columns, each with all that is nested in it left out. */
function topLevel(schema: readonly SchemaElement[]): SchemaElement[] {
  const elements: SchemaElement[] = [];
  let at = 1;
  while (at < schema.length) {
    const column = schema[at] as SchemaElement;
    if (typeof column.name !== "string") throw new RangeError("a column without a name");
    elements.push(column);
    for (let open = 1; open > 0; at++) {
      const element = schema[at];
      if (!element) throw new RangeError("a schema cut short");
      open += Math.max(0, element.num_children ?? 0) - 1;
    }
  }
  return elements;
}

function chunkOf(metadata: ColumnMetaData, file: DataFile): Chunk {
  const dictionary = metadata.dictionary_page_offset ? count(metadata.dictionary_page_offset) : 0;
  const data = count(metadata.data_page_offset);
  const start = dictionary > 0 && dictionary < data ? dictionary : data;
  const end = start + count(metadata.total_compressed_size);
  if (end > file.size) throw damaged(file.name, l10n.t("it is cut short"));
  return { start, end, codec: metadata.codec };
}

function count(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`a count of ${value}`);
  return number;
}

export const damaged = (name: string, why: string): DataError =>
  new DataError(
    path,
    l10n.t("{0} is no whole Parquet file: {1}. Copy or download it again, or save it anew.", name, why),
  );
