import * as l10n from "@vscode/l10n";
import { cellError } from "../column-reader.ts";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import type { Delimiter, Encoding } from "./dialect.ts";
import { Utf8Check } from "./utf8-check.ts";

const path = ["data", "file"];
/** Bytes of UTF-16 decoded at once. */
const pieceLength = 1 << 18;

export interface Written {
  readonly encoding: Encoding;
  readonly delimiter?: Delimiter;
}

/**
 * A text file's bytes in UTF-8, without a byte order mark, in the file's own chunks where they need no change.
 * Throws a `DataError` at the first byte that is not what the encoding has, and at a zero, which no text has.
 */
export async function* decoded(file: DataFile, dialect: Written): AsyncGenerator<Uint8Array> {
  const chunks =
    dialect.encoding === "utf-8" ? checkedUtf8(file, dialect) : fromUtf16(file, dialect.encoding);
  for await (const chunk of chunks) {
    if (chunk.includes(0))
      throw new DataError(path, l10n.t("{0} is not a text file: there are zero bytes in it.", file.name));
    yield chunk;
  }
}

/** The same bytes, of which it is not checked that they are text. */
export const textBytes = (file: DataFile, { encoding }: Written): AsyncIterable<Uint8Array> =>
  encoding === "utf-8" ? withoutMark(file.chunks()) : fromUtf16(file, encoding);

async function* checkedUtf8(file: DataFile, dialect: Written): AsyncGenerator<Uint8Array> {
  const check = new Utf8Check();
  let start = 0;
  for await (const chunk of withoutMark(file.chunks())) {
    const wrong = check.add(chunk);
    if (wrong !== undefined) throw await notUtf8(file, start + wrong, dialect);
    start += chunk.length;
    yield chunk;
  }
  if (check.unfinished > 0) throw await notUtf8(file, start - check.unfinished, dialect);
}

async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = joined(head, chunk);
    if (head.length < 3) continue;
    yield head.subarray(head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0);
    head = undefined;
  }
  if (head) yield head;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

async function* fromUtf16(file: DataFile, encoding: "utf-16le" | "utf-16be"): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  const decode = (bytes?: Uint8Array) => {
    try {
      return encoder.encode(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
    } catch {
      throw new DataError(
        path,
        l10n.t("{0} is broken: it begins as UTF-16 and does not go on so. Save it as UTF-8.", file.name),
      );
    }
  };
  for await (const chunk of file.chunks())
    for (let from = 0; from < chunk.length; from += pieceLength)
      yield decode(chunk.subarray(from, from + pieceLength));
  yield decode();
}

/** The error at a byte, whose line and cell are only now counted. */
async function notUtf8(file: DataFile, offset: number, { delimiter }: Written): Promise<DataError> {
  const cell = delimiter?.charCodeAt(0);
  let rest = offset;
  let line = 1;
  let column = 1;
  let quoted = false;
  let before = 0;
  let wrong = 0;
  for await (const chunk of withoutMark(file.chunks())) {
    for (const byte of chunk.subarray(0, rest)) {
      if (byte === 0x22) quoted = !quoted;
      if (byte === 0x0a || before === 0x0d) column = 1;
      if (byte === 0x0d || (byte === 0x0a && before !== 0x0d)) line++;
      if (byte === cell && !quoted) column++;
      before = byte;
    }
    wrong = chunk[rest] ?? 0;
    rest -= chunk.length;
    if (rest < 0) break;
  }
  return cellError(
    { path, at: { file: file.name, line, column } },
    l10n.t(
      "the text is not UTF-8 (byte {0}, in Latin-1 {1}). Save the file with the encoding UTF-8.",
      `0x${wrong.toString(16).toUpperCase()}`,
      JSON.stringify(String.fromCharCode(wrong)),
    ),
  );
}
