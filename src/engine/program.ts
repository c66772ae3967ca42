import {
  everyUnit,
  instructionWords,
  panelBytes,
  wordCost,
  wordParameter,
  wordShares,
  wordSteps,
  wordUnitRows,
} from "./kernels/layout.ts";
import type { Precision } from "./variant.ts";

/** A matrix in the kernels' memory: panels of columns, each `[rows][columns of the panel]`. */
export interface Matrix {
  readonly address: number;
  /** Bytes from one panel to the next. */
  readonly panel: number;
  readonly panels: number;
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

/** How threads may share an instruction's units of work. */
export interface Sharing {
  /**
   * Units whose numbers are equal modulo this run in order, all others in any order and at the same time. `"every"`:
   * all in any order.
   */
  readonly shares: number | "every";
  /** Units of a share, for every `unitRows` rows of the batch, or whatever its rows; default 1. */
  readonly steps?: number;
  readonly unitRows?: number;
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

  /** Gives the instruction added last its activation's parameter. */
  setParameter(value: number): void {
    this.words.splice(this.words.length - instructionWords + wordParameter, 2, ...float64Words(value));
  }

  /**
   * Lets threads share the instruction added last, where it is large enough. Its units must then write places of their
   * own, return no failure, and keep what they add up in a place for each unit, put together in order by the next one.
   */
  share({ shares, steps = 1, unitRows = 0 }: Sharing): void {
    const at = this.words.length - instructionWords;
    this.words[at + wordShares] = shares === "every" ? everyUnit : shares;
    this.words[at + wordSteps] = steps;
    this.words[at + wordUnitRows] = unitRows;
  }

  /** Estimated floating point operations, for a batch of `rows` rows, of all that threads may share. */
  sharedCost(rows: number): number {
    let total = 0;
    for (let at = 0; at < this.words.length; at += instructionWords) {
      const word = (index: number): number => this.words[at + index] as number;
      const shares = word(wordShares);
      const blocks = word(wordUnitRows) ? Math.ceil(rows / word(wordUnitRows)) : 1;
      if (shares) total += word(wordCost) * Math.max(1, shares) * word(wordSteps) * blocks;
    }
    return total;
  }

  /** Number of instructions. */
  get length(): number {
    return this.words.length / instructionWords;
  }
}
