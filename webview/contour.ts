/** A straight piece of a contour, in units of the grid's cells: x from 0 to columns − 1, y from 0 to rows − 1. */
export interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/**
 * The line where values `[rows, columns]`, row-major, pass through `level`: marching squares, with straight lines
 * between the grid's points. Cells with a value that is not finite have none.
 */
export function contour(values: ArrayLike<number>, columns: number, level: number): Segment[] {
  const segments: Segment[] = [];
  const rows = columns > 0 ? Math.floor(values.length / columns) : 0;
  for (let y = 0; y + 1 < rows; y++)
    for (let x = 0; x + 1 < columns; x++) {
      const at = y * columns + x;
      // Of the corners, in turn: below left, below right, above right, above left.
      const corners = [at, at + 1, at + columns + 1, at + columns].map(
        (corner) => (values[corner] as number) - level,
      );
      if (!corners.every(Number.isFinite)) continue;
      const [a = 0, b = 0, c = 0, d = 0] = corners;
      const crossings: [number, number][] = [];
      const cross = (from: number, to: number, place: (share: number) => [number, number]) => {
        if (from >= 0 !== to >= 0) crossings.push(place(from / (from - to)));
      };
      cross(a, b, (share) => [x + share, y]);
      cross(b, c, (share) => [x + 1, y + share]);
      cross(c, d, (share) => [x + 1 - share, y + 1]);
      cross(d, a, (share) => [x, y + 1 - share]);
      // A saddle has four: which of them belong together, the middle tells.
      if (crossings.length === 4 && a + b + c + d >= 0 !== a >= 0)
        crossings.push(crossings.shift() as [number, number]);
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        const [[x1, y1], [x2, y2]] = crossings.slice(pair, pair + 2) as [[number, number], [number, number]];
        segments.push({ x1, y1, x2, y2 });
      }
    }
  return segments;
}

/** How far each class is ahead of all others, per point; its zero is where the decision changes. */
export function lead(outputs: readonly Float64Array[], index: number): Float64Array {
  const own = outputs[index] ?? new Float64Array(0);
  return own.map((value, point) => {
    let next = Number.NEGATIVE_INFINITY;
    for (const [other, values] of outputs.entries())
      if (other !== index) next = Math.max(next, values[point] as number);
    return value - next;
  });
}

/** The lines between the regions of classes; with one output, where it is `decision`. */
export function boundaries(
  outputs: readonly Float64Array[],
  columns: number,
  decision: "largest" | number,
): Segment[] {
  const [only] = outputs;
  if (decision !== "largest") return only ? contour(only, columns, decision) : [];
  // With two classes the first one's border is the second's too.
  const count = outputs.length === 2 ? 1 : outputs.length;
  return outputs.slice(0, count).flatMap((_, index) => contour(lead(outputs, index), columns, 0));
}
