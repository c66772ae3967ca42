import { wheelFactor } from "../zoom.ts";

/** Where something is on the canvas, in pixels of the page. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface GestureHandlers {
  readonly move: (place: Place) => void;
  readonly leave: () => void;
  readonly click: (place: Place) => void;
  /** A stretch is being chosen, or has been; undefined where the choice is given up. */
  readonly select: (from: number, to: number, done: boolean) => void;
  readonly cancel: () => void;
  readonly pan: (pixels: number) => void;
  /** A factor below 1 makes the range narrower; false where there is nothing to do, so that the page scrolls. */
  readonly zoom: (factor: number, x: number) => boolean;
}

/** A pointer that moves less has clicked. */
const slack = 4;
/** Milliseconds after the page's last scrolling in which a wheel goes on scrolling it. */
const scrolling = 250;
/** Pixels of a wheel's line, and of a page. */
const wheelUnits = [1, 16, 200] as const;

/**
 * Turns what a person does with mouse, pen, finger or wheel on a chart into zooming and panning: dragging chooses
 * a stretch, with Shift or the middle button it pans; the wheel zooms, with Shift or sideways it pans.
 */
export function followGestures(target: HTMLElement, handlers: GestureHandlers): void {
  let start: (Place & { readonly pans: boolean; moved: boolean; last: number }) | undefined;
  const placeOf = (event: MouseEvent): Place => {
    const box = target.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  target.addEventListener("pointerdown", (event) => {
    if (event.button > 1) return;
    const place = placeOf(event);
    start = { ...place, pans: event.shiftKey || event.button === 1, moved: false, last: place.x };
    target.setPointerCapture(event.pointerId);
    if (event.button === 1) event.preventDefault();
  });
  target.addEventListener("pointermove", (event) => {
    const place = placeOf(event);
    if (!start) return handlers.move(place);
    start.moved ||= Math.abs(place.x - start.x) >= slack;
    if (!start.moved) return;
    if (start.pans) {
      handlers.pan(start.last - place.x);
      start.last = place.x;
    } else handlers.select(start.x, place.x, false);
  });
  target.addEventListener("pointerup", (event) => {
    const [begun, place] = [start, placeOf(event)];
    start = undefined;
    if (begun && !begun.moved) {
      // A finger has not moved here before.
      handlers.move(place);
      handlers.click(place);
    } else if (begun && !begun.pans) handlers.select(begun.x, place.x, true);
  });
  const cancel = () => {
    start = undefined;
    handlers.cancel();
  };
  target.addEventListener("pointercancel", cancel);
  target.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !start) return;
    cancel();
    event.stopImmediatePropagation();
  });
  target.addEventListener("pointerleave", () => {
    if (!start) handlers.leave();
  });

  let scrolled = Number.NEGATIVE_INFINITY;
  window.addEventListener("scroll", ({ timeStamp }) => {
    scrolled = timeStamp;
  });
  target.addEventListener(
    "wheel",
    (event) => {
      // A person who scrolls through the page does not mean the chart that comes under the pointer.
      if (!event.ctrlKey && event.timeStamp - scrolled < scrolling) return;
      const unit = wheelUnits[event.deltaMode] ?? 1;
      const [across, down] = [event.deltaX * unit, event.deltaY * unit];
      const sideways = Math.abs(across) > Math.abs(down) ? across : event.shiftKey ? down : 0;
      if (sideways !== 0) handlers.pan(sideways);
      // Pinching arrives as a wheel with Ctrl, in small steps.
      else if (!handlers.zoom(wheelFactor(event.ctrlKey ? 5 * down : down), placeOf(event).x)) return;
      event.preventDefault();
    },
    { passive: false },
  );
}
