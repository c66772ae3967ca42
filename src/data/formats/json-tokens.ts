import * as l10n from "@vscode/l10n";
import { cellError } from "../column-reader.ts";
import type { DataError } from "../error.ts";
import type { DataFile } from "../files.ts";
import type { SourceOptions } from "../source.ts";
import { decoded } from "./decode.ts";
import { encodingOf } from "./dialect.ts";

export type JsonKind = "{" | "}" | "[" | "]" | ":" | "," | "string" | "number" | "word" | "end";

export type ReadOptions = Pick<SourceOptions, "signal">;

const path = ["data", "file"];
/** A longer text is a quote that was never closed. */
const longestToken = 1 << 20;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** By its code, whether a character belongs to the word or number that it stands in. */
const joins = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w.+-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
/** `NaN` and `Infinity` are not of JSON, but Python and others write them. */
const words: ReadonlySet<string> = new Set(["true", "false", "null", "NaN", "Infinity", "-Infinity"]);

/**
 * The tokens of a JSON text, or of several one after another, that is read as a stream. The current one is in
 * `kind`, `text` and `line`. Throws a `DataError` for what is no token of JSON.
 */
export class JsonTokens {
  kind: JsonKind = "end";
  /** Of a string what it says, else as it stands there. */
  text = "";
  /** Where the token begins, from 1. */
  line = 1;
  /** Number of the cell, for messages. */
  cell = 1;
  /** Of a file of records a line, where the current one begins: errors are told there. */
  recordLine: number | undefined;
  readonly file: string;
  readonly #texts: AsyncGenerator<string>;
  #buffer = "";
  #at = 0;
  #line = 1;
  #ended = false;

  constructor(file: DataFile, options: ReadOptions) {
    this.file = file.name;
    this.#texts = textsOf(file, options);
  }

  /** Goes on to the next token; false where more of the text has to be read first, with `refill`. */
  advance(): boolean {
    const buffer = this.#buffer;
    for (; ; this.#at++) {
      const code = buffer.charCodeAt(this.#at);
      if (code === 0x0a) this.#line++;
      else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) break;
    }
    this.line = this.#line;
    if (this.#at >= buffer.length) return this.#ended && this.#take("end", "", this.#at);
    const first = buffer[this.#at] as string;
    switch (first) {
      case "{":
      case "}":
      case "[":
      case "]":
      case ":":
      case ",":
        return this.#take(first, first, this.#at + 1);
      case '"':
        return this.#string();
      default:
        return this.#plain();
    }
  }

  is(kind: JsonKind): boolean {
    return this.kind === kind;
  }

  /** Reads on until the next token is whole, and goes on to it. */
  async refill(): Promise<void> {
    do {
      if (this.#buffer.length - this.#at > longestToken) {
        if (this.#buffer[this.#at] === '"')
          throw this.error(l10n.t("a text that begins here is never closed, or longer than can be read."));
        throw this.unexpected();
      }
      const parts = [this.#buffer.slice(this.#at)];
      // A long token is tried again only at twice its length, so that the work stays linear.
      for (let length = 0; length <= (parts[0] as string).length && !this.#ended; ) {
        const { value, done } = await this.#texts.next();
        if (done) this.#ended = true;
        else {
          parts.push(value);
          length += value.length;
        }
      }
      this.#buffer = parts.join("");
      this.#at = 0;
    } while (!this.advance());
  }

  /** The error at the current token, or record. */
  error(message: string): DataError {
    const { file, recordLine: line = this.line, cell: column } = this;
    return cellError({ path, at: { file, line, column } }, message);
  }

  /** The error where the current token should be something else. */
  unexpected(wanted?: string): DataError {
    if (this.kind === "end")
      return this.error(l10n.t("the file ends too early: it is not whole, or a bracket is never closed."));
    const given = JSON.stringify(this.text.slice(0, 40));
    if (wanted === undefined) return this.error(l10n.t("{0} is not JSON.", given));
    return this.error(l10n.t("{0} is not JSON here: {1} is expected.", given, wanted));
  }

  #take(kind: JsonKind, text: string, end: number): true {
    this.kind = kind;
    this.text = text;
    this.#at = end;
    return true;
  }

  #string(): boolean {
    const buffer = this.#buffer;
    let escapes = false;
    for (let at = this.#at + 1; at < buffer.length; at++) {
      const code = buffer.charCodeAt(at);
      if (code === 0x22) return this.#take("string", this.#said(at + 1, escapes), at + 1);
      if (code < 0x20) {
        this.#take("string", buffer.slice(this.#at + 1, at), at);
        throw this.error(
          l10n.t('the text {0} is not closed in its line with a ".', JSON.stringify(this.text)),
        );
      }
      if (code !== 0x5c) continue;
      escapes = true;
      at++;
    }
    return this.#ended && this.#unfinished();
  }

  #said(end: number, escapes: boolean): string {
    if (!escapes) return this.#buffer.slice(this.#at + 1, end - 1);
    const raw = this.#buffer.slice(this.#at, end);
    try {
      return JSON.parse(raw) as string;
    } catch {
      this.#take("string", raw, end);
      throw this.error(l10n.t("the text {0} has a backslash that escapes nothing.", raw.slice(0, 40)));
    }
  }

  #unfinished(): never {
    this.#take("end", "", this.#at);
    throw this.unexpected();
  }

  #plain(): boolean {
    const buffer = this.#buffer;
    let end = this.#at + 1;
    while (joins[buffer.charCodeAt(end)] === 1) end++;
    // What follows may belong to it.
    if (end === buffer.length && !this.#ended) return false;
    const text = buffer.slice(this.#at, end);
    this.#take("number", text, end);
    if (number.test(text)) return true;
    if (!words.has(text)) throw this.unexpected();
    return this.#take("word", text, end);
  }
}

async function* textsOf(file: DataFile, { signal }: ReadOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for await (const chunk of decoded(file, { encoding: await encodingOf(file) })) {
    signal?.throwIfAborted();
    yield decoder.decode(chunk, { stream: true });
  }
}
