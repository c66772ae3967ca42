import { kernelBytes } from "./kernel-bytes.ts";

export type Precision = "float32" | "float64";

/** A module of one function that is a fused multiply-add: valid where relaxed SIMD is known. */
const probe = Uint8Array.from(
  // biome-ignore format: one section a line
  [
    0, 97, 115, 109, 1, 0, 0, 0,
    1, 8, 1, 96, 3, 123, 123, 123, 1, 123,
    3, 2, 1, 0,
    10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 0x85, 0x02, 11,
  ],
);

const compiled = new Map<Uint8Array<ArrayBuffer>, Promise<WebAssembly.Module>>();

/** The compiled kernels for a precision, the fastest that this machine takes; compiled once. `shared`: for shared memory. */
export function kernelModule(precision: Precision, shared = false): Promise<WebAssembly.Module> {
  const bytes =
    kernelBytes[precision][shared ? "shared" : "alone"][WebAssembly.validate(probe) ? "relaxed" : "plain"];
  const known = compiled.get(bytes);
  if (known) return known;
  const module = WebAssembly.compile(bytes);
  compiled.set(bytes, module);
  return module;
}
