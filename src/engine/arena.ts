import * as l10n from "@vscode/l10n";
import type { JsonPath } from "../protocol/json.ts";
import { EngineError } from "./error.ts";

const pageBytes = 65536;
/** The first page holds the kernels' own constants. */
const firstAddress = pageBytes;

/** Lays out the kernels' memory before any of it is taken: addresses are handed out, bytes counted. */
export class Arena {
  #end = firstAddress;
  readonly #uses = new Map<string, { path: JsonPath; bytes: number }>();

  /** Address of `bytes` bytes, aligned to 64; `path` is the key of the model file that asks for them. */
  reserve(bytes: number, path: JsonPath): number {
    const address = this.#end;
    this.#end = Math.ceil((address + bytes) / 64) * 64;
    const key = JSON.stringify(path);
    this.#uses.set(key, { path, bytes: (this.#uses.get(key)?.bytes ?? 0) + bytes });
    return address;
  }

  /** Bytes of the memory that holds all of it. */
  get bytes(): number {
    // Kernels may read one vector past the last value.
    return Math.ceil((this.#end + 64) / pageBytes) * pageBytes;
  }

  /** The memory, exactly as large as needed, `shared` between threads or not; throws an `EngineError` at the key that needs most of it. */
  allocate(limit: number, shared: boolean): WebAssembly.Memory {
    if (this.bytes > Math.min(limit, 65535 * pageBytes)) throw this.#tooLarge(limit);
    const pages = this.bytes / pageBytes;
    try {
      return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
    } catch {
      throw this.#tooLarge(limit);
    }
  }

  #tooLarge(limit: number): EngineError {
    const [largest] = [...this.#uses.values()].sort((a, b) => b.bytes - a.bytes);
    const message = l10n.t(
      "This run would need {0} of memory, and may take {1}. Make this smaller.",
      inUnits(this.bytes),
      inUnits(limit),
    );
    return new EngineError(largest?.path ?? [], message);
  }
}

function inUnits(bytes: number): string {
  const gibibytes = bytes / 2 ** 30;
  return gibibytes >= 1 ? `${gibibytes.toPrecision(3)} GiB` : `${(bytes / 2 ** 20).toPrecision(3)} MiB`;
}
