import type { NetworkBase } from "../src/protocol/network.ts";

/** A unit's place in the drawing: column 0 are the inputs, then the layers; `row` counts the shown ones. */
export interface Node {
  readonly column: number;
  readonly row: number;
  /** Of its middle, in pixels. */
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly nodes: readonly (readonly Node[])[];
  /** Side of a unit's square. */
  readonly side: number;
  readonly columnWidth: number;
  readonly height: number;
}

/** Pixels: above the units, for a column's name and shape; below them; the least and the most that a unit's row takes. */
const head = 44;
const foot = 12;
const rowHeight = 36;

/** Where each shown unit is drawn in a picture of `width` pixels; columns are centred on each other. */
export function layoutOf({ inputs, layers }: NetworkBase, width: number): Layout {
  const counts = [inputs.length, ...layers.map(({ shown }) => shown.length)];
  const columnWidth = width / counts.length;
  const tallest = Math.max(1, ...counts);
  const side = Math.max(6, Math.min(rowHeight - 6, columnWidth * 0.6));
  const nodes = counts.map((count, column) =>
    Array.from({ length: count }, (_, row) => ({
      column,
      row,
      x: columnWidth * (column + 0.5),
      y: head + rowHeight * ((tallest - count) / 2 + row + 0.5),
    })),
  );
  return { nodes, side, columnWidth, height: head + tallest * rowHeight + foot };
}

/** The unit whose square holds a point. */
export const nodeAt = ({ nodes, side }: Layout, x: number, y: number): Node | undefined =>
  nodes.flat().find((node) => Math.abs(node.x - x) <= side / 2 && Math.abs(node.y - y) <= side / 2);

/** The unit that an arrow key goes to: the next of its column, or the nearest one beside it. */
export function neighbour({ nodes }: Layout, from: Node | undefined, key: string): Node | undefined {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
  };
  const step = steps[key];
  if (!step) return undefined;
  if (!from) return nodes[0]?.[0];
  const column = Math.max(0, Math.min(nodes.length - 1, from.column + step[0]));
  if (column === from.column) {
    const own = nodes[column] ?? [];
    return own[Math.max(0, Math.min(own.length - 1, from.row + step[1]))];
  }
  const distance = (node: Node) => Math.abs(node.y - from.y);
  return nodes[column]?.reduce((best, node) => (distance(node) < distance(best) ? node : best));
}
