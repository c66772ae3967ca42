import * as l10n from "@vscode/l10n";
import { DataError } from "../error.ts";
import type { ArrayShape } from "./array-scan.ts";
import type { ByteStream } from "./byte-stream.ts";
import { dateType, type ElementType, numberType, textType } from "./element-type.ts";

const path = ["data", "file"];
/** NumPy itself writes no longer one for arrays without fields. */
const longestHeader = 2 ** 16;

const entry = String.raw`(?:'descr'\s*:\s*(?<descr>'[^']*'|\[.*\])|'fortran_order'\s*:\s*(?<order>True|False)|'shape'\s*:\s*\((?<shape>[\d\sL,]*)\))`;
const entries = new RegExp(`^\\{\\s*${entry}\\s*,`, "s");
const nextEntry = new RegExp(`^\\s*${entry}\\s*(?:,|(?=\\}))`, "s");

export interface NpyHeader {
  readonly array: ArrayShape;
  /** Bytes that it takes in the file. */
  readonly length: number;
}

/** Reads the header of a `.npy` file (NumPy's format, versions 1 to 3) from the stream's start. */
export async function readNpyHeader(stream: ByteStream, name: string): Promise<NpyHeader> {
  const start = await stream.take(8);
  if (start.length < 8 || String.fromCharCode(...start.subarray(0, 6)) !== "\x93NUMPY")
    throw damaged(name, l10n.t("it does not begin like one"));
  const version = start[6] as number;
  if (version < 1 || version > 3) throw damaged(name, l10n.t("its version is {0}", version));
  const width = version === 1 ? 2 : 4;
  const lengthBytes = await stream.take(width);
  const length = lengthBytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  if (lengthBytes.length < width || length > longestHeader)
    throw damaged(name, l10n.t("its header is too long"));
  const header = await stream.take(length);
  if (header.length < length) throw damaged(name, l10n.t("it is cut short"));
  return { array: parse(new TextDecoder("latin1").decode(header), name), length: 8 + width + length };
}

function parse(header: string, name: string): ArrayShape {
  const found: Record<string, string | undefined> = {};
  let rest = header;
  for (let index = 0; index < 3; index++) {
    const match = (index === 0 ? entries : nextEntry).exec(rest);
    for (const [key, value] of Object.entries(match?.groups ?? {})) found[key] ??= value;
    if (!match) throw damaged(name, l10n.t("its header is not NumPy's"));
    rest = rest.slice(match[0].length);
  }
  const { descr, order, shape } = found;
  if (!/^\s*\}\s*$/.test(rest) || descr === undefined || order === undefined || shape === undefined)
    throw damaged(name, l10n.t("its header is not NumPy's"));
  const axes = shape.split(",").map((axis) => axis.trim());
  if (axes.at(-1) === "") axes.pop();
  if (!axes.every((axis) => /^\d{1,16}L?$/.test(axis)))
    throw damaged(name, l10n.t("its header is not NumPy's"));
  return {
    name,
    type: typeOf(descr, name),
    shape: axes.map((axis) => Number.parseInt(axis, 10)),
    isFortran: order === "True",
  };
}

function typeOf(descr: string, name: string): ElementType {
  if (descr.startsWith("["))
    throw new DataError(
      path,
      l10n.t("{0} has rows of named fields. Save a plain array, or one array a field with np.savez.", name),
    );
  const [, order, letter = "", rest = ""] = /^'([<>|=]?)([A-Za-z])(.*)'$/.exec(descr) ?? [];
  if (letter === "O")
    throw new DataError(
      path,
      l10n.t(
        "{0} holds Python objects, which are never unpickled. Save numbers or texts: array.astype(float), or array.astype(str).",
        name,
      ),
    );
  const isLittle = order !== ">";
  const type = elementType(letter, rest, isLittle);
  if (type && type.size > 0) return type;
  throw new DataError(
    path,
    l10n.t(
      "{0} has elements of the type {1}, which cannot be read. Save it with astype(float).",
      name,
      descr,
    ),
  );
}

function elementType(letter: string, rest: string, isLittle: boolean): ElementType | undefined {
  const unit = /^8\[(.*)\]$/.exec(rest)?.[1];
  if (letter === "M") return unit === undefined ? undefined : dateType(unit, isLittle);
  if (!/^\d{1,9}$/.test(rest)) return undefined;
  if (letter === "U" || letter === "S") return textType(letter === "U", Number(rest), isLittle);
  return numberType(`${letter}${Number(rest)}`, isLittle);
}

const damaged = (name: string, why: string): DataError =>
  new DataError(
    path,
    l10n.t("{0} is no .npy file, or is damaged: {1}. Save it again with np.save.", name, why),
  );
