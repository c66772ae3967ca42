const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps between date ticks that people count in: below a month in milliseconds, above it in months. */
const shortSteps = [1, 5, 15, 30]
  .flatMap((count) => [count * second, count * minute])
  .concat([hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day])
  .sort((a, b) => a - b);
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000];

/** At most about `limit` ticks between two times in milliseconds since 1970, at full units of the calendar (UTC). */
export function dateTicks(from: number, to: number, limit: number): { value: number; label: string }[] {
  const most = Math.max(2, limit);
  const short = shortSteps.find((step) => (to - from) / step <= most);
  if (short !== undefined) {
    const ticks: { value: number; label: string }[] = [];
    for (let value = Math.ceil(from / short) * short; value <= to; value += short) {
      const iso = new Date(value).toISOString();
      ticks.push({
        value,
        label: short >= day ? iso.slice(0, 10) : iso.slice(11, short >= minute ? 16 : 19),
      });
    }
    return ticks;
  }
  const months = monthSteps.find((step) => (to - from) / (step * 30.44 * day) <= most) ?? 12000;
  const ticks: { value: number; label: string }[] = [];
  const start = new Date(from);
  const firstMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let month = Math.floor(firstMonth / months) * months; ; month += months) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
    const value = date.getTime();
    // Past the calendar's end there is no date to go on from.
    if (!(value <= to)) return ticks;
    const iso = date.toISOString();
    const label = iso.slice(0, iso.lastIndexOf("T") - (months >= 12 ? 6 : 3));
    if (value >= from) ticks.push({ value, label });
  }
}

/**
 * Ticks of a logarithmic axis: powers of ten, only every second, third, … where there are more than `limit`, and
 * 2 and 5 times them where there is room. With fewer than two of all these in view they are the ends.
 */
export function logarithmicTicks(from: number, to: number, limit: number): number[] {
  if (!(from > 0) || !(to > from)) return [];
  // Rounding must not lose a power that stands right at an end.
  const low = Math.ceil(Math.log10(from) - 1e-9);
  const high = Math.floor(Math.log10(to) + 1e-9);
  const power = (exponent: number) => Number(`1e${exponent}`);
  if (high - low >= 1 && 3 * (high - low + 1) > limit) {
    const stride = Math.ceil((high - low + 1) / Math.max(2, limit));
    const first = Math.ceil(low / stride) * stride;
    return Array.from({ length: Math.floor((high - first) / stride) + 1 }, (_, k) =>
      power(first + k * stride),
    );
  }
  const between = Array.from({ length: high - low + 3 }, (_, k) => low - 1 + k)
    .flatMap((exponent) => [1, 2, 5].map((digit) => digit * power(exponent)))
    .filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
  return between.length >= 2 ? between : [from, to];
}

/** The smallest round step of which at most about `limit` fit between two numbers; undefined where none does. */
function roundStep(from: number, to: number, limit: number): number | undefined {
  const least = (to - from) / Math.max(2, limit);
  if (!(least > 0) || !Number.isFinite(least)) return undefined;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((digit) => digit * power >= least) ?? 10) * power;
}

/** Multiples of a step; multiplying by one below 1 would leave dust such as 0.30000000000000004. */
const multiples = (step: number, first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, k) =>
    Number(((first + k) * step).toPrecision(15)),
  );

/** At most about `limit` round numbers between two others; only whole ones if asked. */
export function roundTicks(from: number, to: number, limit: number, wholeOnly = false): number[] {
  const round = roundStep(from, to, limit);
  if (round === undefined) return [from];
  const step = wholeOnly ? Math.max(1, round) : round;
  return multiples(step, Math.ceil(from / step - 1e-9), Math.floor(to / step + 1e-9));
}

/** Round numbers from at or below the first to at or above the other, for an axis that begins and ends at a tick. */
export function ticksAround(from: number, to: number, limit: number): number[] {
  const step = roundStep(from, to, limit);
  if (step === undefined) return [from];
  return multiples(step, Math.floor(from / step + 1e-9), Math.ceil(to / step - 1e-9));
}
