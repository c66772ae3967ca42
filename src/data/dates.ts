/** Ways to read a date, as bits: a cell may allow several, a column has those that all of its cells allow. */
export const Reading = {
  /** ISO 8601, eight digits, `d.m.yyyy` or `yyyy/m/d`: one meaning whatever the other cells say. */
  plain: 1,
  /** `d/m/yyyy` */
  dayFirst: 2,
  /** `m/d/yyyy` */
  monthFirst: 4,
} as const;
export const anyReading = 7;

const iso =
  /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?$/i;
const basic =
  /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const yearFirst = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/;

/** Milliseconds since 1970 (UTC) of a calendar day that exists. */
function day(year: number, month: number, date: number): number | undefined {
  const time = new Date(0);
  // Date.UTC takes years below 100 for 19xx.
  time.setUTCFullYear(year, month - 1, date);
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === date ? time.getTime() : undefined;
}

function withTime(match: RegExpExecArray): number | undefined {
  const [, year, month, date = "01", hour = "00", minute = "00", second = "00", fraction = "0", zone = "Z"] =
    match;
  const start = day(Number(year), Number(month), Number(date));
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  // ISO 8601 ends a day at 24:00, and a leap second is 60.
  const late = hours === 24 && minutes + seconds > 0;
  if (start === undefined || hours > 24 || late || minutes > 59 || seconds > 60) return undefined;
  const sign = zone.startsWith("-") ? 1 : -1;
  const [zoneHours, zoneMinutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(":", ""))];
  const offset = zone.length === 1 ? 0 : sign * (zoneHours * 60 + zoneMinutes);
  return start + ((hours * 60 + minutes + offset) * 60 + seconds) * 1000 + Number(`0.${fraction}`) * 1000;
}

function plain(text: string): number | undefined {
  const extended = iso.exec(text);
  if (extended) return withTime(extended);
  const compact = basic.exec(text);
  // Without a time, eight digits are more often a number: only the years that data are about.
  if (compact) return text.length > 8 || (text >= "1800" && text < "2200") ? withTime(compact) : undefined;
  const german = dotted.exec(text);
  if (german) return day(Number(german[3]), Number(german[2]), Number(german[1]));
  const japanese = yearFirst.exec(text);
  return japanese ? day(Number(japanese[1]), Number(japanese[2]), Number(japanese[3])) : undefined;
}

/** The readings under which the text is a date, as bits. */
export function dateReadings(text: string): number {
  if (text.length < 7 || text.length > 40) return 0;
  const match = slashed.exec(text);
  if (!match) return plain(text) === undefined ? 0 : Reading.plain;
  const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return (
    (day(year, second, first) === undefined ? 0 : Reading.dayFirst) |
    (day(year, first, second) === undefined ? 0 : Reading.monthFirst)
  );
}

/** The one reading of a column whose cells all allow `readings`, or 0 where it is not a date. */
export function columnReading(readings: number): number {
  if (readings & Reading.plain) return Reading.plain;
  return readings === Reading.dayFirst || readings === Reading.monthFirst ? readings : 0;
}

/** Milliseconds since 1970 (UTC) of a text that has this reading; NaN for one that does not. */
export function readDate(text: string, reading: number): number {
  if (reading === Reading.plain) return plain(text) ?? Number.NaN;
  const match = slashed.exec(text);
  if (!match) return Number.NaN;
  const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const time = reading === Reading.dayFirst ? day(year, second, first) : day(year, first, second);
  return time ?? Number.NaN;
}
