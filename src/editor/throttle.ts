/** Calls `action` at once and then at most each `milliseconds`; the last request is never lost. */
export class Throttle {
  readonly #action: () => void;
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = false;

  constructor(milliseconds: number, action: () => void) {
    this.#milliseconds = milliseconds;
    this.#action = action;
  }

  request(): void {
    if (this.#timer) {
      this.#wanted = true;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#wanted) return;
      this.#wanted = false;
      this.request();
    }, this.#milliseconds);
    this.#action();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
