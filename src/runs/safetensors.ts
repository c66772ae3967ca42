import type { Tensor } from "../engine/trainer.ts";

type TensorData = Tensor["data"];

const constructors = {
  F32: Float32Array,
  F64: Float64Array,
  U32: Uint32Array,
} as const;

const maximumHeader = 100_000_000;

/**
 * Writes named tensors in the safetensors format: eight bytes little endian for the header's length, a JSON header,
 * then the data of all tensors without gaps (https://github.com/huggingface/safetensors).
 */
export function writeSafetensors(
  tensors: readonly Tensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  // Widest elements first, so that every tensor is aligned to its own element size.
  const ordered = [...tensors].sort((a, b) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  const header: Record<string, unknown> = { __metadata__: { format: "pt", ...metadata } };
  let offset = 0;
  for (const { name, dtype, shape, data } of ordered) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  let text = JSON.stringify(header);
  let head = new TextEncoder().encode(text);
  text += " ".repeat((8 - (head.length % 8)) % 8);
  head = new TextEncoder().encode(text);
  const file = new Uint8Array(8 + head.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let at = 8 + head.length;
  for (const { data } of ordered) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/** Reads a safetensors file; throws an `Error` that says what is wrong with a file that is cut off or made up. */
export function readSafetensors(file: Uint8Array): Tensor[] {
  if (file.length < 8) throw new Error("it is shorter than a safetensors header");
  const length = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (length > maximumHeader || 8 + length > file.length) throw new Error("its header is cut off");
  const header: unknown = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  if (!isRecord(header)) throw new Error("its header is not an object");
  const body = file.subarray(8 + length);
  return Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(([name, entry]) => readTensor(name, entry, body));
}

function readTensor(name: string, entry: unknown, body: Uint8Array): Tensor {
  if (!isRecord(entry)) throw new Error(`tensor ${name} has no description`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== "string" || !(dtype in constructors))
    throw new Error(`tensor ${name} has the unknown type ${String(dtype)}`);
  if (!isSizes(shape) || !isSizes(offsets)) throw new Error(`tensor ${name} has no shape or place`);
  const [start = 0, end = 0] = offsets;
  const type = dtype as keyof typeof constructors;
  const size = shape.reduce((product, axis) => product * axis, constructors[type].BYTES_PER_ELEMENT);
  if (end - start !== size || end > body.length) throw new Error(`tensor ${name} is cut off`);
  const data: TensorData = new constructors[type](new Uint8Array(body.subarray(start, end)).buffer);
  return { name, dtype: type, shape, data } as Tensor;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((axis) => Number.isSafeInteger(axis) && axis >= 0);
