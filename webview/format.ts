/** Numbers and times as the page shows them, the same in every language: they match what the model file says. */

const superscript = (exponent: string): string => exponent.replace("e+", "e");

function inDigits(value: number, digits: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return superscript(value.toExponential(digits - 2));
  if (Number.isInteger(value)) return String(value);
  const text = value.toPrecision(digits);
  return text.includes("e") ? String(Math.round(value)) : text;
}

/** A live figure: always four significant digits, so that it does not jump about; `1.23e-7` where it is small. */
export const formatFigure = (value: number): string =>
  Number.isFinite(value) ? inDigits(value, 4) : formatNonFinite(value);

/** A number at its shortest, with at most `digits` significant digits. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (rounded !== 0 && (size >= 1e6 || size < 1e-3)) return superscript(rounded.toExponential());
  return String(rounded);
}

const formatNonFinite = (value: number): string => (Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞");

/** A number as the model file would say it: `0.0005` where a figure is `5e-4`. */
export const formatSetting = (value: number): string => String(Number(value.toPrecision(6)));

/** A whole number with thin spaces between its thousands. */
export const formatCount = (value: number): string =>
  String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, "\u202f");

export const formatPercent = (fraction: number): string =>
  Number.isFinite(fraction) ? `${(100 * fraction).toFixed(1)} %` : formatNonFinite(fraction);

/** A rate in three digits: `12.3k`, `1.25M`. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return "–";
  for (const [unit, size] of [
    ["G", 1e9],
    ["M", 1e6],
    ["k", 1e3],
  ] as const)
    if (perSecond >= size * 0.9995) return `${(perSecond / size).toPrecision(3)}${unit}`;
  return perSecond >= 99.95 ? String(Math.round(perSecond)) : perSecond.toPrecision(2);
}

/** A time span in its two largest units: `0.05 s`, `12 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return "–";
  if (seconds < 0.9995) return seconds < 0.001 ? "< 1 ms" : `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(seconds / 3600);
  return `${formatCount(Math.floor(hours / 24))} d ${hours % 24} h`;
}

/** Milliseconds since 1970 as an ISO date, with the time where it is not midnight (UTC). */
export function formatDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return "–";
  const iso = date.toISOString();
  const [day = "", time = ""] = iso.split("T");
  return time.startsWith("00:00:00.000") ? day : `${day} ${time.slice(0, time.startsWith("00", 6) ? 5 : 8)}`;
}

/** `{0}`, `{1}`, … of a text, filled in. */
export const fill = (text: string, ...values: readonly string[]): string =>
  text.replace(/\{(\d+)\}/g, (place, index: string) => values[Number(index)] ?? place);
