import type { ToWebview } from "../protocol/panel.ts";
import { toWire } from "../protocol/wire.ts";

/** Messages that may be under way at once; a page that is slower than that gets a snapshot when it is free. */
const mostUnderWay = 4;
/** Milliseconds after which a message counts as delivered, because a webview may never answer. */
const patience = 2000;

/**
 * Sends messages to a page without ever waiting for it. Updates that a slow page cannot take are left out,
 * and one snapshot makes up for them.
 */
export class Outbox {
  readonly #post: (message: unknown) => PromiseLike<boolean>;
  readonly #snapshot: () => ToWebview;
  #underWay = 0;
  #behind = false;
  #disposed = false;

  constructor(post: (message: unknown) => PromiseLike<boolean>, snapshot: () => ToWebview) {
    this.#post = post;
    this.#snapshot = snapshot;
  }

  sendSnapshot(): void {
    this.#behind = false;
    this.#send(this.#snapshot());
  }

  send(message: ToWebview): void {
    if (this.#underWay < mostUnderWay && !this.#behind) this.#send(message);
    else this.#behind = true;
  }

  /** Sends what no snapshot makes up for, such as an answer that the page waits for. */
  sendAlways(message: ToWebview): void {
    this.#send(message);
  }

  dispose(): void {
    this.#disposed = true;
  }

  #send(message: ToWebview): void {
    if (this.#disposed) return;
    this.#underWay++;
    let settled = false;
    const settle = () => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      this.#underWay--;
      if (this.#behind && this.#underWay === 0) this.sendSnapshot();
    };
    const timer = setTimeout(settle, patience);
    this.#post(toWire(message)).then(settle, settle);
  }
}
