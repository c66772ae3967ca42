export interface Tiles {
  readonly columns: number;
  readonly rows: number;
  /** Of the picture in a tile, in pixels, without gap and caption. */
  readonly width: number;
  readonly height: number;
}

/**
 * The largest equal tiles that fit `count` of them into an area: pictures of a width to height of `aspect`, each with
 * a gap around it and a line of `caption` pixels below. Where not all fit at `smallest` pixels, as many as do.
 */
export function tiles(
  count: number,
  area: { readonly width: number; readonly height: number },
  aspect: number,
  { gap, caption, smallest }: { readonly gap: number; readonly caption: number; readonly smallest: number },
): Tiles {
  let best: Tiles = { columns: 0, rows: 0, width: 0, height: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const width = Math.min(area.width / columns - gap, (area.height / rows - gap - caption) * aspect);
    if (width > best.width) best = { columns, rows, width, height: width / aspect };
  }
  if (best.width >= smallest) return best;
  const columns = Math.max(1, Math.min(count, Math.floor(area.width / (smallest + gap))));
  const rows = Math.max(1, Math.floor(area.height / (smallest / aspect + gap + caption)));
  return { columns, rows, width: smallest, height: smallest / aspect };
}

/** `text` cut to a width, as `measure` has it, with an ellipsis where something is left out. */
export function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  let kept = text.length - 1;
  while (kept > 0 && measure(`${text.slice(0, kept)}…`) > width) kept--;
  return kept > 0 ? `${text.slice(0, kept)}…` : "";
}
