import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curveSvg } from "../../src/picture/curve-svg.ts";

const size = { width: 260, height: 120 };
const base = { title: "Loss", epochs: [1, 2, 3, 4], values: [4, 3, 2, 1], logarithmic: false };

describe("curveSvg", () => {
  it("draws the curve, its ends and the mark", () => {
    const svg = curveSvg({ ...base, markEpoch: 3 }, size);
    expect(svg).toContain('width="260" height="120"');
    expect(svg).toMatch(/>epoch 1<.*>4<.*stroke-dasharray/s);
  });
  it("leaves a gap where a value is not there", () => {
    const strokes = (svg: string) => svg.split('stroke="#1a85ff"').length - 1;
    expect(strokes(curveSvg(base, size))).toBe(1);
    expect(strokes(curveSvg({ ...base, epochs: [1, 2, 3, 4, 5], values: [4, 3, null, 2, 1] }, size))).toBe(2);
    expect(curveSvg({ ...base, values: [4, 3, null, 1] }, size)).toContain("<circle");
  });
  it("escapes its text", () => {
    const svg = curveSvg({ ...base, title: `<script>&"'\u0000` }, size);
    expect(svg).toContain("&lt;script&gt;&amp;&quot;&#39;</text>");
    expect(svg).not.toContain("\u0000");
  });
  it("never writes a coordinate that is not a number, whatever the curve", () => {
    const value = fc.option(fc.double(), { nil: null });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 64 }),
        fc.boolean(),
        fc.option(fc.nat(70), { nil: undefined }),
        (values, logarithmic, markEpoch) => {
          const epochs = values.map((_, index) => index + 1);
          const svg = curveSvg(
            { title: "x", epochs, values, logarithmic, ...(markEpoch === undefined ? {} : { markEpoch }) },
            size,
          );
          expect(svg).not.toMatch(/NaN|Infinity/);
        },
      ),
    );
  });
});
