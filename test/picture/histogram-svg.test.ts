import { describe, expect, it } from "vitest";
import { histogramSvg, labelsSvg } from "../../src/picture/histogram-svg.ts";

const size = { width: 240, height: 100, title: "heat", format: String };

describe("a histogram", () => {
  it("has a bar for each step that has values, the highest the tallest", () => {
    const svg = histogramSvg({ from: 0, to: 9, counts: [1, 0, 1000, 500] }, size);
    const heights = [...svg.matchAll(/<rect [^>]*height="([\d.]+)"/g)].map(([, height]) => Number(height));
    expect(heights).toEqual([1, 78, 39]);
    expect(svg).toContain(">0</text>");
    expect(svg).toContain(">9</text>");
  });

  it("has one end where all values are the same, and is drawn without any", () => {
    expect(histogramSvg({ from: 3, to: 3, counts: [7] }, size).match(/<text/g)?.length).toBe(1);
    expect(histogramSvg({ from: 3, to: 4, counts: [] }, size)).not.toContain("NaN");
  });
});

describe("labels", () => {
  it("have a row each, and one for the others", () => {
    const svg = labelsSvg(
      {
        top: [
          { label: "Oslo", count: 30 },
          { label: "Rome", count: 15 },
        ],
        different: 9,
        others: 5,
      },
      { title: "city", width: 300 },
    );
    expect(svg.match(/<rect/g)?.length).toBe(3);
    expect(svg).toContain('height="48"');
    expect(svg).toContain(">7 others</text>");
  });

  it("cannot break out of the picture", () => {
    const label = '</text><script>alert("1")</script>';
    const svg = labelsSvg(
      { top: [{ label, count: 1 }], different: 1, others: 0 },
      { title: label, width: 300 },
    );
    expect(svg).not.toMatch(/<script/);
    expect(svg).toContain("&lt;script&gt;al…");
  });
});
