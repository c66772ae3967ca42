/** Tells kinds of rows apart by two numbers of 32 bits each: a hash table in typed arrays, where a Map takes ten times as long. */
export class Kinds {
  /** Of each kind, in the order of their first rows. */
  readonly #first: Int32Array;
  readonly #second: Int32Array;
  /** Kind + 1 at the place that its numbers lead to, or the next free one; 0 where there is none. */
  readonly #places: Uint32Array;
  #count = 0;

  /** For at most so many kinds. */
  constructor(most: number) {
    this.#first = new Int32Array(most);
    this.#second = new Int32Array(most);
    this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * most + 2)));
  }

  get count(): number {
    return this.#count;
  }

  /** The kind of these numbers, a new one where they have none yet. */
  add(first: number, second: number): number {
    const place = this.#placeOf(first, second);
    const known = this.#places[place] as number;
    if (known > 0) return known - 1;
    this.#first[this.#count] = first;
    this.#second[this.#count] = second;
    this.#count++;
    this.#places[place] = this.#count;
    return this.#count - 1;
  }

  /** The kind of these numbers, or −1. */
  find(first: number, second: number): number {
    return (this.#places[this.#placeOf(first, second)] as number) - 1;
  }

  #placeOf(first: number, second: number): number {
    const mask = this.#places.length - 1;
    for (let place = first & mask; ; place = (place + 1) & mask) {
      const kind = this.#places[place] as number;
      if (kind === 0 || (this.#first[kind - 1] === first && this.#second[kind - 1] === second)) return place;
    }
  }
}
