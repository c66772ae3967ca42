import { describe, expect, test } from "vitest";
import { boundaries, contour, lead } from "../../webview/contour.ts";
import { rgba } from "../../webview/images.ts";
import { shortened, tiles } from "../../webview/layout.ts";
import { mapColors, valueShare } from "../../webview/map-colors.ts";

const floats = (...values: number[]) => Float64Array.from(values);

describe("contours", () => {
  test("of a slope are a straight line where it has the level", () => {
    const values = Array.from({ length: 12 }, (_, at) => at % 4);
    const segments = contour(values, 4, 1.25);
    expect(segments).toHaveLength(2);
    for (const { x1, x2 } of segments) expect([x1, x2]).toEqual([1.25, 1.25]);
  });

  test("of a peak are closed: every end is another's", () => {
    const size = 9;
    const values = Array.from({ length: size * size }, (_, at) =>
      Math.hypot((at % size) - 4, Math.floor(at / size) - 4),
    );
    const ends = new Map<string, number>();
    for (const { x1, y1, x2, y2 } of contour(values, size, 2.6))
      for (const [x, y] of [
        [x1, y1],
        [x2, y2],
      ] as const) {
        const key = `${x.toFixed(9)} ${y.toFixed(9)}`;
        ends.set(key, (ends.get(key) ?? 0) + 1);
        expect(Math.hypot(x - 4, y - 4)).toBeCloseTo(2.6, 0);
      }
    expect(ends.size).toBeGreaterThan(8);
    expect([...ends.values()].every((count) => count === 2)).toBe(true);
  });

  test("of a saddle keep what is connected in the middle together", () => {
    // High corners below left and above right.
    const around = (values: number[], level: number) =>
      contour(values, 2, level)
        .map(({ x1, y1, x2, y2 }) => `${Math.round((x1 + x2) / 2)}${Math.round((y1 + y2) / 2)}`)
        .sort();
    // The middle is high: the low corners are cut off.
    expect(around([1, 0, 0, 1], 0.4)).toEqual(["01", "10"]);
    expect(around([1, 0, 0, 1], 0.6)).toEqual(["00", "11"]);
  });

  test("leave out what is not a number", () => {
    expect(contour([0, 1, 0, Number.NaN], 2, 0.5)).toEqual([]);
    expect(contour([], 0, 0)).toEqual([]);
  });

  test("between classes lie where the lead changes", () => {
    const outputs = [floats(0.7, 0.2), floats(0.2, 0.7), floats(0.1, 0.1)];
    expect([...lead(outputs, 0)]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(-0.5, 12)]);
    const twoRows = outputs.map((values) => floats(...values, ...values));
    const lines = boundaries(twoRows, 2, "largest");
    expect(lines).toHaveLength(2);
    for (const { x1 } of lines) expect(x1).toBeCloseTo(0.5, 12);
    expect(boundaries([floats(0, 1, 0, 1)], 2, 0.5)).toEqual([{ x1: 0.5, y1: 0, x2: 0.5, y2: 1 }]);
  });
});

describe("the colours of a map", () => {
  const colors = [
    [0, 0, 255],
    [255, 128, 0],
    [0, 255, 0],
  ] as const;
  const names = ["a", "b", "c"];
  const style = { range: [0, 10] as const, colors, strength: 0.5, classes: undefined };

  test("are those of the class, the fainter the less sure", () => {
    const classes = { names, decision: "largest" as const, areProbabilities: true };
    const bytes = mapColors([floats(1, 0.3), floats(0, 0.5), floats(0, 0.2)], { ...style, classes });
    expect([...bytes]).toEqual([0, 0, 255, 128, 255, 128, 0, 26]);
  });

  test("of one output are two: below its decision and above", () => {
    const classes = { names, decision: 0.5, areProbabilities: true };
    const bytes = mapColors([floats(0, 0.5, 0.75, Number.NaN)], { ...style, classes });
    expect([...bytes]).toEqual([0, 0, 255, 128, 255, 128, 0, 0, 255, 128, 0, 64, 0, 0, 0, 0]);
    const margin = { ...classes, decision: 0 };
    expect([...mapColors([floats(-3)], { ...style, classes: margin })]).toEqual([0, 0, 255, 128]);
  });

  test("of values go from the low to the high end of what is true", () => {
    const bytes = mapColors([floats(-5, 5, 10)], style);
    expect([...bytes].filter((_, at) => at % 4 === 3)).toEqual([128, 0, 128]);
    expect([bytes[2], bytes[8]]).toEqual([255, 255]);
    expect([valueShare(3, [2, 4]), valueShare(3, [3, 3]), valueShare(9, [2, 4])]).toEqual([0.5, 0.5, 1]);
  });
});

describe("tiles", () => {
  const space = { gap: 4, caption: 12, smallest: 20 };

  test("are as large as fit", () => {
    const wide = tiles(24, { width: 800, height: 300 }, 1, space);
    expect(wide.columns * wide.rows).toBeGreaterThanOrEqual(24);
    expect(wide.columns * (wide.width + 4)).toBeLessThanOrEqual(800);
    expect(wide.rows * (wide.height + 16)).toBeLessThanOrEqual(300 + 1e-9);
    expect(tiles(1, { width: 800, height: 300 }, 2, space)).toEqual({
      columns: 1,
      rows: 1,
      width: 568,
      height: 284,
    });
  });

  test("keep a size at which something is seen, and then not all are shown", () => {
    const small = tiles(24, { width: 100, height: 80 }, 1, space);
    expect(small).toEqual({ columns: 4, rows: 2, width: 20, height: 20 });
  });

  test("text that is too long ends with an ellipsis", () => {
    const measure = (text: string) => text.length;
    expect(shortened("versicolor", 10, measure)).toBe("versicolor");
    expect(shortened("versicolor", 6, measure)).toBe("versi…");
    expect(shortened("versicolor", 1, measure)).toBe("");
  });

  test("images have four bytes a pixel, whatever they had", () => {
    expect([...rgba(Uint8Array.of(7, 9), 1)]).toEqual([7, 7, 7, 255, 9, 9, 9, 255]);
    expect([...rgba(Uint8Array.of(1, 2, 3), 3)]).toEqual([1, 2, 3, 255]);
    expect([...rgba(Uint8Array.of(1, 2, 3, 4), 4)]).toEqual([1, 2, 3, 4]);
  });
});
