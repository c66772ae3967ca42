import * as l10n from "@vscode/l10n";
import type { PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { compressors, decompressZstd } from "hyparquet-compressors";
import { DataError } from "../../error.ts";
import type { DataFile } from "../../files.ts";
import { checkMemory } from "../../memory.ts";
import type { SourceOptions } from "../../source.ts";
import { type Chunk, damaged } from "./footer.ts";
import type { Leaf } from "./leaf.ts";
import { readPresent } from "./levels.ts";
import { endOfThrift } from "./thrift.ts";
import { decode, Scratch, type Values } from "./values.ts";

const path = ["data", "file"];
/** Bytes read at once, or one page where that is longer. */
const readLength = 2 ** 20;
const longestHeader = 2 ** 20;
/** What a row of a page takes while it is decoded: its level, its index, its value. */
const rowCost = 24;

/** What is wrong with one column alone. */
export class ColumnError extends DataError {}

export interface Page {
  readonly rows: number;
  /** Of the values that are there. */
  readonly values: Values;
  /** 1 or 0 a row; undefined where no value is missing. */
  readonly present: Uint32Array | undefined;
}

/**
 * The data pages of a column in a group of `rows` rows, each to be used before the next of the same `scratch`; throws a
 * `DataError` where they are damaged.
 */
export async function* readPages(
  file: DataFile,
  leaf: Leaf,
  chunk: Chunk,
  rows: number,
  scratch: Scratch,
  options: SourceOptions,
): AsyncGenerator<Page> {
  const window = new Window(file, chunk.end, scratch);
  let at = chunk.start;
  let dictionary: Values | undefined;
  const limit = (count: number) =>
    checkMemory(count * rowCost, options.memoryLimit, path, l10n.t("A page of {0}", file.name));
  for (let rest = rows; rest > 0; ) {
    options.signal?.throwIfAborted();
    const { header, length } = await readHeader(window, at, file.name);
    const { compressed_page_size: packed, uncompressed_page_size: size } = header;
    if (!isCount(packed) || !isCount(size)) throw damaged(file.name, l10n.t("a page has no size"));
    checkMemory(size, options.memoryLimit, path, l10n.t("A page of {0}", file.name));
    const bytes = await window.bytes(at + length, packed);
    if (bytes.length < packed) throw damaged(file.name, l10n.t("it is cut short"));
    at += length + packed;
    try {
      const count = rowsOf(header);
      if (count === undefined) {
        const entries = header.dictionary_page_header?.num_values ?? 0;
        if (!isCount(entries)) throw new RangeError("a dictionary of no size");
        limit(entries);
        if (header.type === "DICTIONARY_PAGE")
          dictionary = decode(
            leaf,
            "PLAIN",
            // Kept while more is read into the same memory.
            chunk.codec === "UNCOMPRESSED" ? bytes.slice() : unpack(bytes, size, chunk.codec),
            entries,
            undefined,
            new Scratch(),
          );
        continue;
      }
      if (!isCount(count) || count > rest) throw new RangeError("more values than rows");
      limit(count);
      rest -= count;
      yield { rows: count, ...pageOf(leaf, header, bytes, chunk.codec, dictionary, scratch) };
    } catch (error) {
      if (error instanceof DataError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new ColumnError(
        path,
        l10n.t(
          '{0}: column "{1}" cannot be read ({2}). Save the file anew, or leave the column out of "inputs" and "targets".',
          file.name,
          leaf.name,
          reason,
        ),
      );
    }
  }
}

/** Damage may put anything in a number's place. */
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const rowsOf = (header: PageHeader): number | undefined =>
  (header.data_page_header ?? header.data_page_header_v2)?.num_values;

async function readHeader(
  window: Window,
  at: number,
  name: string,
): Promise<{ header: PageHeader; length: number }> {
  for (let wanted = 2 ** 10; wanted <= longestHeader; wanted *= 8) {
    const bytes = await window.bytes(at, wanted);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    try {
      const length = endOfThrift(view, 0);
      return { header: parquetHeader({ view, offset: 0 }), length };
    } catch {
      if (bytes.length < wanted) break;
    }
  }
  throw damaged(name, l10n.t("it is cut short, or a page has no header"));
}

function pageOf(
  leaf: Leaf,
  header: PageHeader,
  packed: Uint8Array,
  codec: Chunk["codec"],
  dictionary: Values | undefined,
  scratch: Scratch,
): Omit<Page, "rows"> {
  const { data_page_header: first, data_page_header_v2: second, uncompressed_page_size: size } = header;
  if (first) {
    const bytes = unpack(packed, size, codec);
    const { num_values: rows, encoding, definition_level_encoding } = first;
    if (!leaf.isOptional)
      return { values: decode(leaf, encoding, bytes, rows, dictionary, scratch), present: undefined };
    if (definition_level_encoding !== "RLE") throw new Error(`levels of ${definition_level_encoding}`);
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
    if (4 + length > bytes.length) throw new RangeError("levels past the end");
    const present = readPresent(bytes.subarray(0, 4 + length), 4, rows);
    const rest = bytes.subarray(4 + length);
    return { values: decode(leaf, encoding, rest, countOf(present, rows), dictionary, scratch), present };
  }
  if (!second) throw new Error(`a page of the type ${header.type}`);
  const { num_values: rows, encoding, is_compressed: isPacked } = second;
  const repeats = second.repetition_levels_byte_length ?? 0;
  const levels = repeats + (second.definition_levels_byte_length ?? 0);
  if (repeats < 0 || levels < repeats || levels > packed.length || levels > size)
    throw new RangeError("levels past the end");
  const present = leaf.isOptional ? readPresent(packed.subarray(0, levels), repeats, rows) : undefined;
  const rest = packed.subarray(levels);
  const bytes = isPacked === false ? rest : unpack(rest, size - levels, codec);
  return { values: decode(leaf, encoding, bytes, countOf(present, rows), dictionary, scratch), present };
}

const countOf = (present: Uint32Array | undefined, rows: number): number =>
  present ? present.reduce((sum, is) => sum + is, 0) : rows;

/** The bytes of a page; never more than `size`, whatever the packed ones would unpack to. */
function unpack(packed: Uint8Array, size: number, codec: Chunk["codec"]): Uint8Array {
  if (codec === "UNCOMPRESSED" || packed.length === 0) return packed;
  if (codec === "ZSTD") return decompressZstd(packed, new Uint8Array(size));
  const decompress = compressors[codec];
  if (!decompress) throw new Error(`packed by ${codec}`);
  const bytes = decompress(packed, size);
  if (bytes.length !== size) throw new RangeError("a page of another size");
  return bytes;
}

/** Reads a part of a file in order, more at once than is asked for. */
class Window {
  readonly #file: DataFile;
  readonly #end: number;
  readonly #scratch: Scratch;
  #start = 0;
  #bytes: Uint8Array<ArrayBufferLike> = new Uint8Array(0);

  constructor(file: DataFile, end: number, scratch: Scratch) {
    this.#file = file;
    this.#end = end;
    this.#scratch = scratch;
  }

  /** As many bytes as `length` from `at` on, fewer at the end. */
  async bytes(at: number, length: number): Promise<Uint8Array> {
    const end = Math.min(at + length, this.#end);
    if (at < this.#start || end > this.#start + this.#bytes.length) {
      const to = Math.min(Math.max(end, at + readLength), this.#end);
      this.#bytes = await this.#file.read(at, to, this.#scratch.bytes(to - at));
      this.#start = at;
    }
    return this.#bytes.subarray(at - this.#start, Math.max(at, end) - this.#start);
  }
}
