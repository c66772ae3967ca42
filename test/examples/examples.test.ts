import { describe, expect, it, vi } from "vitest";
import { parseModelFile } from "../../src/model/parse.ts";
import { prepare } from "../../src/runs/prepare.ts";
import { memoryLimit, names, open, read, train } from "./examples.ts";

vi.setConfig({ testTimeout: 60_000 });

const tutorial = ["line", "multi-step", "quadratic", "sine-noise", "sine-raw", "sine", "two-neurons"];
const serious = ({ severity }: { severity: string }) => severity !== "hint";

describe.each(names)("%s", (name) => {
  it("is valid, teaches in comments, and has nothing wrong with it before training", async () => {
    const text = read(name);
    expect(text.match(/^\/\/ .{20,}/gm)?.length).toBeGreaterThan(2);
    expect(parseModelFile(text).findings).toEqual([]);
    const { model, findings } = await prepare(text, open, { fileName: name, memoryLimit });
    expect(model?.title).toBeDefined();
    expect(findings.filter(serious)).toEqual([]);
  });

  if (tutorial.includes(name.split(".")[0] as string))
    it("states the tutorial's settings", () => {
      const { model } = parseModelFile(read(name));
      expect(model?.training).toMatchObject({
        optimizer: { type: "sgd", learningRate: 0.001 },
        batchSize: 1,
        clip: { value: 1 },
        shuffle: false,
        precision: "float64",
      });
      for (const layer of model?.network.layers ?? [])
        expect(layer).toMatchObject({ initializer: { type: "normal", mean: 0, std: 0.01 } });
    });

  if (name !== "sine-raw.nn.json")
    it("trains without a warning, at any moment of the run", async () => {
      const { status, told } = await train(read(name));
      expect(status).toBe("completed");
      expect(told.filter(serious).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    });
});

describe("what the examples reach", () => {
  it("the line: its slope and height", async () => {
    expect((await train(read("line.nn.json"))).end.loss).toBeLessThan(1e-4);
  });
  it("the sine, normalized: the rounding of 16-digit numbers", async () => {
    const { end } = await train(read("sine.nn.json"));
    expect(end.epochs).toBe(1000);
    expect(end.loss).toBeLessThan(1e-20);
  });
  it("the quadratic neuron: 2.10 to 2.25 from 20 of 20 seeds", async () => {
    for (let seed = 0; seed < 20; seed++) {
      const { end } = await train(read("quadratic.nn.json", [{ path: ["training", "seed"], value: seed }]));
      expect(end.epochs).toBe(3000);
      expect(end.loss).toBeGreaterThan(2.1);
      expect(end.loss).toBeLessThan(2.25);
    }
  });
  it("the noisy sine and the chain: what is left is the noise", async () => {
    expect((await train(read("sine-noise.nn.json"))).end.loss).toBeLessThan(0.6);
    expect((await train(read("two-neurons.nn.json"))).end.loss).toBeLessThan(0.6);
  });
  it("five steps at once", async () => {
    expect((await train(read("multi-step.nn.json"))).end.loss).toBeLessThan(1e-20);
  });
  it("XOR: all four", async () => {
    expect((await train(read("xor.nn.json"))).end).toMatchObject({ metrics: { accuracy: 1 } });
  });
  it("sunspots: years never seen, far better than their mean", async () => {
    const { end } = await train(read("sunspots.nn.json"));
    // The validation years vary 2.1 times as much as the training years.
    expect(end.validationLoss).toBeLessThan(0.6);
  });
});

describe("what goes wrong is told", () => {
  it("the raw sine: the targets are not normalized, and the fix mends it", async () => {
    const { findings } = await train(read("sine-raw.nn.json"));
    const primary = findings.find((finding) => finding.primary);
    expect(primary).toMatchObject({ rule: "targets-not-normalized", severity: "warning" });
    const fixed = await train(read("sine-raw.nn.json", primary?.fixes[0]?.edits));
    expect(fixed.end.loss).toBeLessThan(1e-20);
    expect(fixed.findings.filter(serious)).toEqual([]);
  });
  it("sunspots at a learning rate of 10: the rate, and one that was tried works", async () => {
    const path = ["training", "optimizer", "learningRate"];
    const { findings } = await train(read("sunspots.nn.json", [{ path, value: 10 }]));
    const primary = findings.find((finding) => finding.primary);
    expect(primary).toMatchObject({ severity: "error", path });
    expect(["loss-diverging", "loss-nan"]).toContain(primary?.rule);
    expect(primary?.fixes[0]).toMatchObject({ preferred: true, edits: [{ path }] });
    const fixed = await train(read("sunspots.nn.json", primary?.fixes[0]?.edits));
    expect(fixed.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(fixed.end.loss).toBeLessThan(0.5);
  });
  it("the line without clipping at a learning rate of 1: not a number, and the fix mends it", async () => {
    const text = read("line.nn.json", [
      { path: ["training", "clip"] },
      { path: ["training", "optimizer", "learningRate"], value: 1 },
    ]);
    const { status, findings } = await train(text);
    expect(status).toBe("diverged");
    const primary = findings.find((finding) => finding.primary);
    expect(findings.map(({ rule }) => rule)).toContain("loss-nan");
    expect(primary?.fixes.filter(({ preferred }) => preferred)).toHaveLength(1);
  });
});
