import { describe, expect, it } from "vitest";
import { ProgressLine } from "../../src/cli/progress-line.ts";
import type { Progress } from "../../src/protocol/run.ts";

const starting: Progress = {
  status: "starting",
  epoch: 0,
  epochs: 0,
  seconds: 0,
  epochsPerSecond: 0,
  samplesPerSecond: 0,
};
const loading = { bytes: 25, total: 100 };

describe("before training", () => {
  it("a terminal's line tells how much of the data is read, and goes when it is", () => {
    const line = new ProgressLine(true);
    const first = line.show({ progress: { ...starting, loading } });
    expect(first).toBe("\r\rreading the data: 25 %");
    const width = " ".repeat("reading the data: 25 %".length);
    expect(line.show({ progress: { ...starting, loading: { bytes: 100, total: 100 } } })).toBe(
      `\r${width}\rreading the data: 100 %`,
    );
    expect(line.show({})).toBe(`\r${width} \r`);
  });

  it("a file that output goes to gets nothing of that", () => {
    const line = new ProgressLine(false);
    expect(line.show({ progress: { ...starting, loading } })).toBe("");
  });

  it("it says that it was stopped", () => {
    const line = new ProgressLine(true);
    line.show({ progress: { ...starting, loading } });
    expect(line.show({ progress: { ...starting, status: "stopped" } })).toMatch(
      /\rstopped before training began\n$/,
    );
  });
});
