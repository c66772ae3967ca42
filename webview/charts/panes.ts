import type { Scale } from "../curves.ts";
import type { Range } from "../zoom.ts";
import { roundTicks } from "./ticks.ts";
import { type ValueScale, valueScale } from "./value-scale.ts";

/** What one scale shows: the extent of its curves in view. */
export interface ScaleInput {
  readonly scale: Scale;
  readonly extent: readonly [number, number] | undefined;
  readonly logarithmic: boolean;
}

/** One of the pictures that share the axis of epochs, in pixels. */
export interface Pane {
  readonly top: number;
  readonly bottom: number;
  readonly left: { readonly scale: Scale; readonly axis: ValueScale };
  /** A second axis at the right. */
  readonly right?: { readonly scale: Scale; readonly axis: ValueScale };
}

export interface Layout {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly range: Range;
  readonly epochTicks: readonly number[];
  readonly panes: readonly Pane[];
}

/** What a scale's pane is high beside the others. */
const shares: Readonly<Record<Scale, number>> = { loss: 2, rate: 1, share: 1, error: 1 };
/** Pixels. */
const gap = 14;
const labelGap = 6;
const epochTickWidth = 64;

/**
 * Lays the scales out, one below the other over the same epochs; the learning rate shares the losses' pane as a
 * second axis. `text` gives a label's width in pixels and the height of a line.
 */
export function layOut(
  size: { readonly width: number; readonly height: number },
  inputs: readonly ScaleInput[],
  range: Range,
  text: { readonly width: (value: number) => number; readonly height: number },
): Layout {
  const beside = inputs.some(({ scale }) => scale === "loss") && inputs.find(({ scale }) => scale === "rate");
  const stacked = inputs.filter((input) => input !== beside);
  const top = 6;
  const bottom = Math.max(top + 1, size.height - 2 * text.height - 3 * labelGap);
  const room = Math.max(0, bottom - top - gap * Math.max(0, stacked.length - 1));
  const whole = stacked.reduce((sum, { scale }) => sum + shares[scale], 0);
  let next = top;
  const panes = stacked.map(({ scale, extent, logarithmic }): Pane => {
    const height = (room * shares[scale]) / whole;
    const pane: Pane = {
      top: next,
      bottom: next + height,
      left: { scale, axis: valueScale(extent, logarithmic, height) },
      ...(beside &&
        scale === "loss" && {
          right: { scale: beside.scale, axis: valueScale(beside.extent, beside.logarithmic, height) },
        }),
    };
    next += height + gap;
    return pane;
  });
  const widest = (side: "left" | "right") =>
    Math.max(0, ...panes.flatMap((pane) => pane[side]?.axis.ticks.map(text.width) ?? []));
  const left = Math.ceil(widest("left")) + labelGap + 2;
  const right = Math.max(left + 1, size.width - (beside ? Math.ceil(widest("right")) + labelGap + 2 : 8));
  const epochTicks = roundTicks(range.from, range.to, (right - left) / epochTickWidth, true);
  return { left, right, top, bottom, range, epochTicks, panes };
}

export const pixelOfEpoch = ({ left, right, range }: Layout, epoch: number): number =>
  left + ((epoch - range.from) / (range.to - range.from)) * (right - left);

export const epochOfPixel = ({ left, right, range }: Layout, pixel: number): number =>
  range.from + ((pixel - left) / (right - left)) * (range.to - range.from);
