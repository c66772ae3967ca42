/**
 * Messages to a webview travel as JSON beside their buffers: a view sends its whole buffer, and a number that
 * is not finite arrives as null. `toWire` and `fromWire` take care of both.
 */

type View = Float64Array | Uint32Array | Uint8Array;

const isView = (value: object): value is View => ArrayBuffer.isView(value);

const isExact = (view: View): boolean =>
  view.buffer instanceof ArrayBuffer && view.byteLength === view.buffer.byteLength;

const mapValues = (value: object, map: (value: unknown) => unknown): unknown =>
  Array.isArray(value)
    ? value.map(map)
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, map(member)]));

/** The message with every typed array alone in a buffer of its own length, and `NaN` and infinities kept. */
export function toWire(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : { nonFinite: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (isView(value)) return isExact(value) ? value : value.slice();
  return mapValues(value, toWire);
}

/** What `toWire` was given. */
export function fromWire(value: unknown): unknown {
  if (typeof value !== "object" || value === null || isView(value)) return value;
  if ("nonFinite" in value) return Number(value.nonFinite);
  return mapValues(value, fromWire);
}
