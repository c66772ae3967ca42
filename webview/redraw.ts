/** Milliseconds between two redraws: 15 a second. */
const interval = 1000 / 15;
/** Of the page's time, at most: in a browser the editor that a person types in has the same thread. */
const share = 0.2;

/** What a document says about being seen. */
export interface PageVisibility {
  readonly hidden: boolean;
  addEventListener(type: "visibilitychange", listener: () => void): void;
}

/**
 * Calls `draw` soon after it is asked to, at most 15 times a second, less often where a redraw takes long, and
 * never while the page is hidden.
 */
export function limitedRedraw(draw: () => void, page: PageVisibility): () => void {
  let asked = false;
  let waiting = false;
  let last = Number.NEGATIVE_INFINITY;
  /** Milliseconds that the last redraw took, painting included. */
  let cost = 0;

  const frame = () => {
    waiting = false;
    if (page.hidden) return;
    asked = false;
    const begin = performance.now();
    last = begin;
    draw();
    // A task that waits comes after the frame is painted.
    setTimeout(() => {
      cost = performance.now() - begin;
    });
  };
  const request = () => {
    asked = true;
    if (waiting || page.hidden) return;
    waiting = true;
    const wait = last + Math.max(interval, cost / share) - performance.now();
    setTimeout(() => requestAnimationFrame(frame), Math.max(0, wait));
  };
  page.addEventListener("visibilitychange", () => {
    if (asked) request();
  });
  return request;
}
