import { instructionWords, panelBytes } from "./kernels/layout.ts";
import type { Precision } from "./variant.ts";

/** A matrix in the kernels' memory: panels of columns, each `[rows][columns of the panel]`. */
export interface Matrix {
  readonly address: number;
  /** Bytes from one panel to the next. */
  readonly panel: number;
  /** Columns. */
  readonly width: number;
}

export const bytesOf = (precision: Precision): number => (precision === "float64" ? 8 : 4);

/** Columns of a panel. */
export const panelColumns = (precision: Precision): number => panelBytes / bytesOf(precision);

export const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/** A float64 as two words of an instruction. */
export function float64Words(value: number): [number, number] {
  const [low = 0, high = 0] = new Int32Array(Float64Array.of(value).buffer);
  return [low, high];
}

/** A list of kernel calls. */
export class Program {
  readonly words: number[] = [];

  /** Adds a call; `cost` estimates the floating point operations of one of its units of work. */
  add(operation: number, cost: number, ...args: readonly number[]): void {
    const dispatch = 256;
    const instruction = [operation, Math.min(dispatch + cost, 2 ** 30), ...args];
    while (instruction.length < instructionWords) instruction.push(0);
    this.words.push(...instruction);
  }

  /** Number of instructions. */
  get length(): number {
    return this.words.length / instructionWords;
  }
}
