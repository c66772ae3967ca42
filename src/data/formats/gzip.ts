import * as l10n from "@vscode/l10n";
import { Gunzip } from "fflate";
import { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import { checkMemory, formatBytes } from "../memory.ts";
import { Crc32 } from "./crc32.ts";

const path = ["data", "file"];
/** Bytes unpacked at once; deflate makes at most 1032 times as many of them. */
const pieceLength = 2 ** 15;
/** No packed data of this length unpack to nothing. */
const longestSilence = 2 ** 20;
/** CRC-32 and length, at the end of every member. */
const trailerLength = 8;
const shortestMember = 18;
/** A member's trailer, and the header of the next, which may begin in an earlier piece. */
const tailLength = 2 ** 12;

/** Bytes that so many packed ones may unpack to: real data are hardly ever packed to less than a hundredth. */
export const mostUnpacked = (packed: number): number => Math.max(2 ** 30, 100 * packed);

/** A gzipped file as if it were not; throws a `DataError` where it unpacks to more than `limit` bytes. */
export const unpacked = (file: DataFile, limit: number): DataFile => new UnpackedFile(file, limit);

/** Bytes of the file, undefined for one that is unpacked as it is read. */
export const knownSize = (file: DataFile): number | undefined =>
  file instanceof UnpackedFile ? undefined : file.size;

/** The file such that any part of it can be read at once and its size is known: unpacked, if it has to be. */
export const whole = async (file: DataFile, memoryLimit: number): Promise<DataFile> =>
  file instanceof UnpackedFile ? file.whole(memoryLimit) : file;

class UnpackedFile implements DataFile {
  readonly name: string;
  readonly path: string;
  /** As it is packed. */
  readonly size: number;
  readonly #file: DataFile;
  readonly #limit: number;

  constructor(file: DataFile, limit: number) {
    this.name = file.name;
    this.path = file.path;
    this.size = file.size;
    this.#file = file;
    this.#limit = limit;
  }

  chunks(): AsyncIterable<Uint8Array> {
    return gunzipped(this.#file, this.#limit);
  }

  /** Unpacks from the start up to `end`. */
  async read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    const parts: Uint8Array[] = [];
    let at = 0;
    for await (const chunk of this.chunks()) {
      if (at + chunk.length > start) parts.push(chunk.subarray(Math.max(0, start - at), end - at));
      at += chunk.length;
      if (at >= end) break;
    }
    return joined(parts);
  }

  version(): Promise<string> {
    return this.#file.version();
  }

  async whole(memoryLimit: number): Promise<DataFile> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.chunks()) {
      parts.push(chunk);
      size += chunk.length;
      // The parts, and the whole that is made of them.
      checkMemory(2 * size, memoryLimit, path, l10n.t("{0}, unpacked,", this.name));
    }
    const bytes = joined(parts);
    return {
      name: this.name,
      path: this.path,
      size,
      async *chunks() {
        yield bytes;
      },
      read: async (start, end) => bytes.slice(start, end),
      version: () => this.version(),
    };
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The unpacked bytes, member after member (RFC 1952), each held against its checksum. */
async function* gunzipped(file: DataFile, limit: number): AsyncGenerator<Uint8Array> {
  const unpacker = new Unpacker(file.name, limit);
  for await (const chunk of file.chunks())
    for (let from = 0; from < chunk.length; from += pieceLength)
      // A copy, as the unpacker keeps what it could not unpack yet.
      yield* unpacker.push(chunk.slice(from, from + pieceLength));
  yield* unpacker.end();
}

class Unpacker {
  readonly #name: string;
  readonly #limit: number;
  readonly #gunzip: Gunzip;
  #found: Uint8Array[] = [];
  #crc = new Crc32();
  /** Of the member, modulo 2³². */
  #length = 0;
  #packed = 0;
  #unpacked = 0;
  #silence = 0;
  /** The last bytes that were pushed, for the trailers of members that end among them. */
  #tail: Uint8Array<ArrayBufferLike> = new Uint8Array(0);

  constructor(name: string, limit: number) {
    this.#name = name;
    this.#limit = limit;
    this.#gunzip = new Gunzip((bytes) => this.#take(bytes));
    this.#gunzip.onmember = (start) => this.#endMember(start);
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#silence = 0;
    this.#crc.add(bytes);
    this.#length = (this.#length + bytes.length) >>> 0;
    this.#unpacked += bytes.length;
    if (this.#unpacked > this.#limit)
      throw new DataError(
        path,
        l10n.t("{0} unpacks to more than {1}, which is too much.", this.#name, formatBytes(this.#limit)),
      );
    this.#found.push(bytes);
  }

  /** A member ended where the next begins, `end` bytes from the file's start. */
  #endMember(end: number): void {
    const from = this.#tail.length - trailerLength - (this.#packed - end);
    const trailer = new DataView(this.#tail.buffer, this.#tail.byteOffset, this.#tail.length);
    const fits =
      from >= 0 &&
      trailer.getUint32(from, true) === this.#crc.value &&
      trailer.getUint32(from + 4, true) === this.#length;
    if (!fits) throw this.#broken();
    this.#crc = new Crc32();
    this.#length = 0;
  }

  push(piece: Uint8Array): Uint8Array[] {
    this.#packed += piece.length;
    this.#silence += piece.length;
    this.#tail = joined([this.#tail.subarray(-tailLength), piece]);
    const found = this.#unpack(piece, false);
    if (this.#silence > longestSilence) throw this.#broken();
    return found;
  }

  end(): Uint8Array[] {
    if (this.#packed < shortestMember) throw this.#broken();
    const found = this.#unpack(new Uint8Array(0), true);
    this.#endMember(this.#packed);
    return found;
  }

  #unpack(piece: Uint8Array, last: boolean): Uint8Array[] {
    try {
      this.#gunzip.push(piece, last);
    } catch (error) {
      throw error instanceof DataError ? error : this.#broken();
    }
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #broken(): DataError {
    return new DataError(
      path,
      l10n.t("{0} is no whole gzip file: it is cut short or damaged. Copy or download it again.", this.#name),
    );
  }
}
