import type { History } from "../src/protocol/history.ts";
import type { ViewState } from "../src/protocol/panel.ts";
import { type CurveInfo, epochsOf, rawCurve, type Scale, type Whole } from "./curves.ts";
import type { Curve } from "./decimate.ts";
import { smooth } from "./smoothing.ts";
import { nearestIndex } from "./zoom.ts";

/** A curve ready to be drawn at any zoom. */
export interface PreparedCurve {
  readonly info: CurveInfo;
  /** The smoothed line between the bounds of the raw values. */
  readonly curve: Curve;
  readonly raw: Float64Array;
}

export interface Prepared {
  readonly whole: Whole;
  readonly curves: readonly PreparedCurve[];
}

/** Shares of 1 and what can be negative have no logarithms worth looking at. */
export const isLogarithmic = (scale: Scale, view: ViewState): boolean =>
  view.logarithmic && scale !== "share";

/** The chosen curves of a history, smoothed. A learning rate is exact, so it never is. */
export function prepareCurves(history: History, chosen: readonly CurveInfo[], view: ViewState): Prepared {
  const whole = epochsOf(history);
  const curves = chosen.flatMap((info): PreparedCurve[] => {
    const raw = rawCurve(history, whole, info.name);
    if (!raw) return [];
    const weight = info.scale === "rate" ? 0 : view.smoothing;
    const samples = { x: whole.x, values: raw.line, span: history.span };
    const line = smooth(samples, weight, isLogarithmic(info.scale, view));
    return [{ info, curve: { ...raw, line }, raw: raw.line }];
  });
  return { whole, curves };
}

/** What one curve says at an epoch. */
export interface Reading {
  readonly info: CurveInfo;
  readonly value: number;
  /** The bounds of the epochs that the point stands for, where it stands for several. */
  readonly bounds?: readonly [number, number];
  /** Where the line is smoothed. */
  readonly smoothed?: number;
}

/** Every curve at the point nearest to an epoch; it stands for the epochs `from` to `epoch`. */
export interface Readings {
  readonly index: number;
  readonly from: number;
  readonly epoch: number;
  readonly rows: readonly Reading[];
}

/** Reads the curves off; undefined before the first epoch. */
export function readCurves({ whole, curves }: Prepared, epoch: number): Readings | undefined {
  const index = nearestIndex(whole.x, epoch);
  if (index < 0) return undefined;
  const [from, at] = [whole.from[index] as number, whole.x[index] as number];
  const rows = curves.map(({ info, curve, raw }): Reading => {
    const value = raw[index] as number;
    const smoothed = curve.line[index] as number;
    return {
      info,
      value,
      ...(from < at && { bounds: [curve.low[index] as number, curve.high[index] as number] as const }),
      ...(curve.line !== raw && { smoothed }),
    };
  });
  return { index, from, epoch: at, rows };
}
