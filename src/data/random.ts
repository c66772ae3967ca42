import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** What random numbers are drawn for; each purpose has its own stream of the file's seed. */
export type Purpose = "data" | "split" | "weights" | "shuffle" | "dropout";

const word = 2 ** 32;

/** The mixing step of MurmurHash3 (Appleby 2011), 32 bits to 32 bits. */
function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** MurmurHash3's finalizer: every bit of the hash depends on every other. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * The random numbers of one purpose, in an order that depends on (seed, purpose, index) alone: what another
 * stream drew changes nothing here. `seed` and `index` are whole numbers up to 2^53.
 */
export function stream(seed: number, purpose: Purpose, index = 0): RandomStream {
  const key = [seed | 0, Math.floor(seed / word), index | 0, Math.floor(index / word)];
  for (let at = 0; at < purpose.length; at++) key.push(purpose.charCodeAt(at));
  const state = [1, 2, 3, 4].map((lane) => finish(key.reduce(mix, lane)));
  return new RandomStream(xoroshiro128plusFromState(state));
}

export class RandomStream {
  readonly #generator: RandomGenerator;
  /** The polar method makes normal numbers in pairs; this is the second of the last pair. */
  #spare: number | undefined;

  constructor(generator: RandomGenerator) {
    this.#generator = generator;
  }

  /** Uniform in [0, 1), all 53 bits of a double drawn. */
  uniform(): number {
    const high = this.#generator.next() >>> 5;
    const low = this.#generator.next() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  }

  /** Normal with mean 0 and deviation 1, by Marsaglia's polar method (Marsaglia & Bray 1964). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spare = y * factor;
      return x * factor;
    }
  }

  /** Uniform whole number in [0, n), without bias; 1 <= n <= 2^32. */
  integer(n: number): number {
    return drawInteger(this.#generator, n);
  }

  /** Puts the items in a random order, each equally likely, in place (Fisher–Yates). */
  shuffle(items: Uint32Array): void {
    const generator = this.#generator;
    for (let last = items.length - 1; last > 0; last--) {
      const other = drawInteger(generator, last + 1);
      const kept = items[last] as number;
      items[last] = items[other] as number;
      items[other] = kept;
    }
  }
}

function drawInteger(generator: RandomGenerator, n: number): number {
  // Lemire 2019 (Fast Random Integer Generation in an Interval): the product is exact in a double up to 2^21.
  if (n <= 2 ** 21) {
    for (;;) {
      const product = (generator.next() >>> 0) * n;
      const high = Math.floor(product / word);
      const low = product - high * word;
      if (low >= n || low >= (word - n) % n) return high;
    }
  }
  const shift = Math.clz32(n - 1);
  for (;;) {
    const drawn = generator.next() >>> shift;
    if (drawn < n) return drawn;
  }
}
