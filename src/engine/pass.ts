import {
  passBytes,
  passInstruction,
  passNumbers,
  passPlan,
  passPosition,
  passUnit,
} from "./kernels/layout.ts";

/** The state of one run through a list of samples, in the kernels' memory. Indices are those of `kernels/layout.ts`. */
export class Pass {
  readonly address: number;
  readonly #words: Int32Array;
  readonly #numbers: Float64Array;

  constructor(memory: WebAssembly.Memory, address: number) {
    this.address = address;
    this.#words = new Int32Array(memory.buffer, address, passNumbers / 4);
    this.#numbers = new Float64Array(memory.buffer, address + passNumbers, (passBytes - passNumbers) / 8);
  }

  word(index: number): number {
    return this.#words[index] as number;
  }

  setWord(index: number, value: number): void {
    this.#words[index] = value;
  }

  number(index: number): number {
    return this.#numbers[index] as number;
  }

  setNumber(index: number, value: number): void {
    this.#numbers[index] = value;
  }

  /** Whether no batch is under way. */
  get atBatchEnd(): boolean {
    return this.word(passInstruction) === this.word(passPlan) && this.word(passUnit) === 0;
  }

  get position(): number {
    return this.word(passPosition);
  }

  /** Goes to the plan's start and to sample `position` of the list. */
  rewind(position: number): void {
    this.setWord(passInstruction, this.word(passPlan));
    this.setWord(passUnit, 0);
    this.setWord(passPosition, position);
  }

  /** Everything in it, to be put back with `replace`. */
  copy(): { words: Int32Array; numbers: Float64Array } {
    return { words: this.#words.slice(), numbers: this.#numbers.slice() };
  }

  replace({ words, numbers }: { words: Int32Array; numbers: Float64Array }): void {
    this.#words.set(words);
    this.#numbers.set(numbers);
  }
}
