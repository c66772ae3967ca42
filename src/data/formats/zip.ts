import * as l10n from "@vscode/l10n";
import { Inflate } from "fflate";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import { formatBytes } from "../memory.ts";
import { Crc32 } from "./crc32.ts";
import { mostUnpacked } from "./gzip.ts";

const path = ["data", "file"];
const pieceLength = 2 ** 15;
/** The end of the central directory, with the longest comment. */
const longestEnd = 22 + 2 ** 16;
const longestDirectory = 2 ** 24;
const headerLength = { entry: 46, local: 30, end: 22, end64: 56, locator: 20 };
const signature = {
  entry: 0x02014b50,
  local: 0x04034b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator: 0x07064b50,
};
const extra64 = 1;

export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  /** Bytes once unpacked. */
  readonly size: number;
  /** Throws a `DataError` where the entry is damaged. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** The entries of a ZIP file (PKWARE's APPNOTE, 4.3), in the order of its directory; only that is read. */
export async function readZip(file: DataFile): Promise<ZipEntry[]> {
  const directory = await readDirectory(file);
  const entries: ZipEntry[] = [];
  let packed = 0;
  for (let at = 0; at < directory.byteLength; ) {
    const entry = parseEntry(file, directory, at);
    packed += entry.packed;
    // Entries that lie on each other: none that a program for archives writes.
    if (packed > file.size) throw damaged(file.name);
    if (entry.size > mostUnpacked(entry.packed))
      throw new DataError(
        path,
        l10n.t("{0}: {1} unpacks to {2}, which is too much.", file.name, entry.name, formatBytes(entry.size)),
      );
    entries.push(entry);
    at += entry.length;
  }
  return entries;
}

/** Bytes from `start` on, as many as `length`. */
async function view(file: DataFile, start: number, length: number): Promise<DataView> {
  const isWithin = Number.isSafeInteger(start) && start >= 0 && length >= 0 && start + length <= file.size;
  if (!isWithin) throw damaged(file.name);
  const bytes = await file.read(start, start + length);
  if (bytes.length < length) throw damaged(file.name);
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

async function readDirectory(file: DataFile): Promise<DataView> {
  const length = Math.min(file.size, longestEnd);
  const tail = await view(file, file.size - length, length);
  let end = length - headerLength.end;
  const isEnd = (at: number) =>
    tail.getUint32(at, true) === signature.end &&
    at + headerLength.end + tail.getUint16(at + 20, true) === length;
  while (end >= 0 && !isEnd(end)) end--;
  if (end < 0) throw damaged(file.name);
  let [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  const locator = end - headerLength.locator;
  if (locator >= 0 && tail.getUint32(locator, true) === signature.locator) {
    const end64 = await view(file, wide(tail, locator + 8), headerLength.end64);
    if (end64.getUint32(0, true) !== signature.end64) throw damaged(file.name);
    [size, start] = [wide(end64, 40), wide(end64, 48)];
  }
  if (size > longestDirectory) throw damaged(file.name);
  return await view(file, start, size);
}

/** A number of eight bytes. */
const wide = (from: DataView, at: number): number =>
  from.getUint32(at, true) + from.getUint32(at + 4, true) * 2 ** 32;

function parseEntry(file: DataFile, from: DataView, at: number): ZipEntry & { readonly length: number } {
  if (at + headerLength.entry > from.byteLength || from.getUint32(at, true) !== signature.entry)
    throw damaged(file.name);
  const [flags, method, crc] = [
    from.getUint16(at + 8, true),
    from.getUint16(at + 10, true),
    from.getUint32(at + 16, true),
  ];
  const [nameLength, extraLength] = [from.getUint16(at + 28, true), from.getUint16(at + 30, true)];
  const length = headerLength.entry + nameLength + extraLength + from.getUint16(at + 32, true);
  if (at + length > from.byteLength) throw damaged(file.name);
  const nameStart = at + headerLength.entry;
  const name = new TextDecoder().decode(new Uint8Array(from.buffer, from.byteOffset + nameStart, nameLength));
  const fields = [24, 20, 42].map((offset) => from.getUint32(at + offset, true));
  const [size = 0, packed = 0, start = 0] = widened(fields, from, nameStart + nameLength, extraLength);
  if (flags & 1 || (method !== 0 && method !== 8))
    throw new DataError(
      path,
      l10n.t(
        "{0}: {1} is encrypted, or packed otherwise than by deflate. Save it again with np.savez.",
        file.name,
        name,
      ),
    );
  const chunks = async function* () {
    const local = await view(file, start, headerLength.local);
    if (local.getUint32(0, true) !== signature.local) throw damaged(file.name);
    const data = start + headerLength.local + local.getUint16(26, true) + local.getUint16(28, true);
    yield* unpack(file, { start: data, packed, size, crc, isDeflated: method === 8 });
  };
  return { name, packed, size, chunks, length };
}

/** Fields that do not fit in four bytes stand in an extra field, in their order. */
function widened(
  fields: readonly number[],
  from: DataView,
  start: number,
  length: number,
): readonly number[] {
  if (!fields.includes(0xffffffff)) return fields;
  for (let at = start; at + 4 <= start + length; ) {
    const [id, bytes] = [from.getUint16(at, true), from.getUint16(at + 2, true)];
    const end = Math.min(at + 4 + bytes, start + length);
    let next = at + 4;
    if (id === extra64)
      return fields.map((field) => {
        if (field !== 0xffffffff || next + 8 > end) return field;
        next += 8;
        return wide(from, next - 8);
      });
    at = end;
  }
  return fields;
}

interface PackedData {
  readonly start: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly isDeflated: boolean;
}

async function* unpack(file: DataFile, data: PackedData): AsyncGenerator<Uint8Array> {
  const crc = new Crc32();
  let size = 0;
  let found: Uint8Array[] = [];
  const take = (bytes: Uint8Array) => {
    crc.add(bytes);
    size += bytes.length;
    if (size > data.size) throw damaged(file.name);
    if (bytes.length > 0) found.push(bytes);
  };
  const inflate = new Inflate(take);
  for (let at = 0; at < data.packed; at += pieceLength) {
    const length = Math.min(pieceLength, data.packed - at);
    const { buffer, byteOffset } = await view(file, data.start + at, length);
    const piece = new Uint8Array(buffer, byteOffset, length);
    try {
      if (data.isDeflated) inflate.push(piece, at + length === data.packed);
      else take(piece);
    } catch {
      throw damaged(file.name);
    }
    yield* found;
    found = [];
  }
  if (size !== data.size || crc.value !== data.crc) throw damaged(file.name);
}

const damaged = (name: string): DataError =>
  new DataError(
    path,
    l10n.t("{0} is no whole .npz file: it is cut short or damaged. Save it again with np.savez.", name),
  );
