import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { lineModel, sineModel, type Workplace, workplace } from "../runs/build.ts";

// A start of the program takes most of a second where the machine is busy.
vi.setConfig({ testTimeout: 60_000 });

let place: Workplace;
beforeAll(async () => {
  place = await workplace({ cli: "src/cli/main.ts" });
}, 60_000);
afterAll(() => place.remove());

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

interface Options {
  readonly cwd?: string;
  /** Called with all standard output so far. */
  readonly onOutput?: (out: string, child: ReturnType<typeof spawn>) => void;
}

function backprop(args: readonly string[], { cwd = place.folder, onOutput }: Options = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [place.bundle("cli.js"), ...args], { cwd });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
    onOutput?.(out, child);
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, out, err })));
}

type Line = Record<string, unknown> & { type: string };
const lines = (out: string): Line[] =>
  out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

const save = async (name: string, content: unknown): Promise<string> => {
  const file = path.join(place.folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  return name;
};

describe("backprop", () => {
  it("names every call and flag", async () => {
    const { status, out } = await backprop(["--help"]);
    expect(status).toBe(0);
    for (const call of ["train", "check", "export"]) {
      expect(out).toContain(`backprop ${call}`);
      expect((await backprop([call, "--help"])).out).toContain(`backprop ${call}`);
    }
    expect((await backprop(["train", "--help"])).out).toMatch(
      /--json[\s\S]*--out[\s\S]*--resume[\s\S]*--root[\s\S]*--allow-outside/,
    );
  });

  it("says what is wrong with its arguments", async () => {
    for (const [args, message] of [
      [["fit"], /no call "fit"/],
      [["train"], /FILE is missing/],
      [["train", "a", "--fast"], /--fast/],
      [["export", "run", "--format", "xml"], /"xml" is not known; it can be json/],
      [["check", "a", "--root", "nowhere"], /--root nowhere is not a folder/],
      [["export", "nowhere", "--format", "json"], /nowhere is not a saved run/],
    ] as const) {
      const { status, out, err } = await backprop(args);
      expect([status, out]).toEqual([3, ""]);
      expect(err).toMatch(message);
    }
  });
});

describe("train", () => {
  it("prints start, findings, every epoch and the end, and saves the run", async () => {
    const file = await save("line/line.nn.json", lineModel);
    const { status, out, err } = await backprop(["train", file, "--json"]);
    expect([status, err]).toEqual([0, ""]);
    const events = lines(out);
    const [start] = events;
    expect(start).toMatchObject({ type: "start", parameters: 2, inputs: 1, outputs: 1 });
    expect(start?.["samples"]).toEqual({ train: 5, validation: 0, test: 0 });
    const epochs = events.filter(({ type }) => type === "epoch");
    expect(epochs.map((event) => event["epoch"])).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect(Object.keys(epochs[0] ?? {})).toEqual(["type", "epoch", "loss", "metrics", "learningRate"]);
    const end = events.at(-1);
    expect(end).toMatchObject({ type: "end", status: "completed", epochs: 50 });
    expect(end?.["loss"]).toBe(epochs.at(-1)?.["loss"]);
    const run = start?.["run"] as string;
    expect(run).toMatch(
      new RegExp(
        `^${place.folder}/line/\\.backprop/line/\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d-[a-z]{4}$`,
      ),
    );
    expect((await readdir(run)).sort()).toEqual([
      "history.jsonl",
      "model.nn.json",
      "run.json",
      "state.safetensors",
      "weights.safetensors",
    ]);
    expect(JSON.parse(await readFile(path.join(run, "run.json"), "utf8"))).toMatchObject({
      status: "completed",
    });
  });

  it("tells a person how it goes", async () => {
    const file = await save("line/line.nn.json", lineModel);
    const { status, out } = await backprop(["train", file]);
    expect(status).toBe(0);
    expect(out).toMatch(/^2 parameters; 5 samples to train on/);
    expect(out).toMatch(/completed after 50 epochs in .*: loss .*\nsaved in .*line\.?/);
  });

  it("tells a person the metrics of every split", async () => {
    const split = { validation: 0.2, test: 0.2 };
    const file = await save("line/split.nn.json", { ...lineModel, data: { ...lineModel.data, split } });
    const { out } = await backprop(["train", file]);
    expect(out).toMatch(/, mae [\d.e-]+, validation mae [\d.e-]+, test mae [\d.e-]+\n/);
  });

  it("exports the network so that it computes what was learned", async () => {
    const file = await save("line/line.nn.json", {
      ...lineModel,
      training: { ...lineModel.training, epochs: 400 },
    });
    const out = path.join(place.folder, "runs");
    const [start] = lines((await backprop(["train", file, "--json", "--out", out])).out);
    const run = start?.["run"] as string;
    expect(path.dirname(run)).toBe(out);
    const exported = await backprop(["export", run, "--format", "json"]);
    expect(exported.status).toBe(0);
    const network = JSON.parse(exported.out);
    expect(Object.keys(network)).toEqual(["format", "version", "title", "inputs", "outputs", "layers"]);
    expect(network.inputs).toEqual({ columns: ["x"], offset: [3], scale: [Math.SQRT2] });
    const [{ activation, kernel, bias }] = network.layers;
    expect(activation).toBe("identity");
    const y = ((10 - 3) / Math.SQRT2) * kernel[0][0] + bias[0];
    expect(y * network.outputs.scale[0] + network.outputs.offset[0]).toBeCloseTo(23, 3);
    const target = path.join(place.folder, "networks", "line.json");
    await backprop(["export", run, "--format", "json", "--out", target]);
    expect(JSON.parse(await readFile(target, "utf8"))).toEqual(network);
  });

  it("ends 1 where the training diverges, with numbers that are not finite as strings", async () => {
    const file = await save("diverge.nn.json", {
      ...lineModel,
      data: { ...lineModel.data, normalize: "none" },
      training: { optimizer: { type: "sgd", learningRate: 10 }, epochs: 100, batchSize: 5 },
    });
    const { status, out } = await backprop(["train", file, "--json"]);
    expect(status).toBe(1);
    const events = lines(out);
    expect(events.at(-1)).toMatchObject({ type: "end", status: "diverged" });
    expect(["NaN", "Infinity"]).toContain(events.filter(({ type }) => type === "epoch").at(-1)?.["loss"]);
    const found = events.filter((event) => event["rule"] === "loss-nan");
    expect(found.at(-1)).toMatchObject({ severity: "error", primary: true });
    const run = events[0]?.["run"] as string;
    const { layers } = JSON.parse((await backprop(["export", run, "--format", "json"])).out);
    expect(Number.isFinite(layers[0].kernel[0][0])).toBe(true);
  });

  it("measures the untouched network with 0 epochs", async () => {
    const file = await save("zero.nn.json", { ...sineModel, training: { epochs: 0 } });
    const { status, out } = await backprop(["train", file, "--json"]);
    expect(status).toBe(0);
    const end = lines(out).at(-1);
    expect(end).toMatchObject({ type: "end", status: "completed", epochs: 0 });
    for (const key of ["loss", "validationLoss", "testLoss", "learningRate"])
      expect(end?.[key]).toBeTypeOf("number");
    for (const key of ["metrics", "validationMetrics", "testMetrics"])
      expect(end?.[key]).toEqual({ mae: expect.any(Number) });
  });

  it("tells the penalty of the untouched network", async () => {
    const layers = [{ units: 3, activation: "tanh", l1: 0.1, l2: 0.2 }, { units: 1 }];
    const network = { layers, loss: "mse" };
    const file = await save("penalty.nn.json", { ...sineModel, network, training: { epochs: 0 } });
    const events = lines((await backprop(["train", file, "--json"])).out);
    const run = events[0]?.["run"] as string;
    const exported = JSON.parse((await backprop(["export", run, "--format", "json"])).out);
    const weights = (exported.layers[0].kernel as number[][]).flat();
    const penalty = weights.reduce((sum, weight) => sum + 0.1 * Math.abs(weight) + 0.2 * weight * weight, 0);
    expect(events.at(-1)?.["penalty"]).toBeCloseTo(penalty, 12);
  });

  it("saves and exits 130 on an interrupt", async () => {
    const training = { ...sineModel.training, epochs: 1e9 };
    const file = await save("long.nn.json", { ...sineModel, training });
    let sent = false;
    const { status, out } = await backprop(["train", file, "--json"], {
      onOutput: (text, child) => {
        if (sent || !text.includes('"epoch":20,')) return;
        sent = true;
        child.kill("SIGINT");
      },
    });
    expect(status).toBe(130);
    const events = lines(out);
    const end = events.at(-1);
    expect(end).toMatchObject({ type: "end", status: "stopped" });
    expect(end?.["epochs"]).toBe(events.filter(({ type }) => type === "epoch").length);
    expect(await readdir(events[0]?.["run"] as string)).toContain("state.safetensors");
  });

  it("ends when its reader has gone", async () => {
    const training = { ...sineModel.training, epochs: 1e9 };
    const file = await save("long.nn.json", { ...sineModel, training });
    const { status, err } = await backprop(["train", file, "--json"], {
      onOutput: (text, child) => {
        if (text.includes('"epoch":20,')) child.stdout?.destroy();
      },
    });
    expect([status, err]).toEqual([0, ""]);
  });

  it("trains on where the run cannot be saved", async () => {
    const file = await save("line/line.nn.json", lineModel);
    await save("taken", "a file where the folder should be");
    const { status, out, err } = await backprop(["train", file, "--json", "--out", "taken"]);
    expect(status).toBe(0);
    expect(err).toMatch(/cannot be saved/);
    const events = lines(out);
    expect(events[0]).not.toHaveProperty("run");
    expect(events.at(-1)).toMatchObject({ status: "completed" });
  });
});

describe("a file that cannot be trained", () => {
  const problem = async (name: string, content: unknown, message: RegExp, expected: Partial<Line> = {}) => {
    const file = await save(name, content);
    for (const call of ["train", "check"]) {
      const { status, out, err } = await backprop([call, file, "--json"]);
      expect(status).toBe(2);
      expect(err).toMatch(message);
      const events = lines(out);
      expect(events.length).toBeGreaterThan(0);
      expect(events.every(({ type }) => type === "finding")).toBe(true);
      expect(events.filter((event) => event["primary"]).length).toBe(1);
      expect(events[0]).toMatchObject({ rule: "invalid", severity: "error", primary: true, ...expected });
    }
  };
  const csv = { ...lineModel, data: { file: "bad.csv", targets: ["y"] } };

  it("is told where it is broken", async () => {
    await problem("broken.nn.json", '{\n  "data": {,\n}', /^broken\.nn\.json:2:\d+: /, { path: [] });
    await problem(
      "unknown.nn.json",
      { ...lineModel, trainning: {} },
      /^unknown\.nn\.json:\d+:\d+: .*training/m,
    );
    await problem("missing.nn.json", csv, /^missing\.nn\.json:\d+:\d+: bad\.csv does not exist/m, {
      path: ["data", "file"],
    });
    const layers = [{ units: 100_000 }, { units: 100_000 }, { units: 1 }];
    const huge = { ...lineModel, network: { ...lineModel.network, layers } };
    await problem("huge.nn.json", huge, /^huge\.nn\.json:\d+:\d+: .*(memory|GiB)/m);
    const { status, err } = await backprop(["train", "nowhere.nn.json"]);
    expect([status, err]).toEqual([2, "nowhere.nn.json:1:1: nowhere.nn.json does not exist.\n"]);
  });

  it("is told which cell is wrong", async () => {
    await save("cells/bad.csv", "x,y\n1,2\n2,three\n3,4\n4,5\n");
    await problem("cells/text.nn.json", csv, /^cells\/bad\.csv:3:2: .*three/, {
      path: ["data", "file"],
      at: { file: "cells/bad.csv", line: 3, column: 2 },
    });
    await save("ragged/bad.csv", "x,y\n1,2\n3\n");
    await problem("ragged/ragged.nn.json", csv, /^ragged\/bad\.csv:3:\d+: /, { path: ["data", "file"] });
  });

  it("may not read outside the root", async () => {
    await save("outside.csv", "x,y\n1,2\n2,4\n3,6\n");
    const outside = { ...lineModel, data: { file: "../outside.csv", targets: ["y"] } };
    const file = await save("inner/outside.nn.json", outside);
    const inner = path.join(place.folder, "inner");
    await symlink("../outside.csv", path.join(inner, "link.csv"));
    const linked = await save("inner/link.nn.json", {
      ...outside,
      data: { ...outside.data, file: "link.csv" },
    });
    for (const name of ["outside.nn.json", "link.nn.json"]) {
      const { status, err } = await backprop(["train", name, "--json"], { cwd: inner });
      expect(status).toBe(2);
      expect(err).toMatch(/lies outside/);
      expect((await backprop(["check", name, "--root", ".."], { cwd: inner })).status).toBe(0);
      expect((await backprop(["check", name, "--allow-outside"], { cwd: inner })).status).toBe(0);
    }
    expect((await backprop(["check", file])).status).toBe(0);
    expect((await backprop(["check", file], { cwd: "/" })).status).toBe(2);
    expect(
      (await backprop(["check", path.join(place.folder, linked)], { cwd: path.join(place.folder, "cells") }))
        .status,
    ).toBe(2);
  });
});

describe("--resume", () => {
  const weightsOf = async (run: string) => [
    await readFile(path.join(run, "weights.safetensors")),
    await readFile(path.join(run, "state.safetensors")),
  ];
  const trained = async (file: string, ...flags: string[]) =>
    lines((await backprop(["train", file, "--json", ...flags])).out);

  for (const precision of ["float32", "float64"])
    for (const type of ["sgd", "adam"])
      it(`goes on bit for bit with ${type} in ${precision}`, async () => {
        const optimizer = type === "sgd" ? { type, momentum: 0.9, learningRate: 0.01 } : { type };
        const model = (epochs: number) => ({
          ...sineModel,
          training: { ...sineModel.training, optimizer, precision, epochs },
        });
        const whole = await trained(await save("resume/whole.nn.json", model(30)));
        const first = await trained(await save("resume/part.nn.json", model(11)));
        const rest = await trained(
          await save("resume/part.nn.json", model(30)),
          "--resume",
          first[0]?.["run"] as string,
        );
        const epochs = (events: Line[]) => events.filter((event) => event.type === "epoch");
        expect([...epochs(first), ...epochs(rest)]).toEqual(epochs(whole));
        expect(await weightsOf(rest[0]?.["run"] as string)).toEqual(
          await weightsOf(whole[0]?.["run"] as string),
        );
      });

  it("refuses a changed network or optimizer at its key", async () => {
    const [start] = await trained(await save("resume/line.nn.json", lineModel));
    const run = start?.["run"] as string;
    const { network, training } = lineModel;
    for (const [changed, at] of [
      [{ network: { ...network, layers: [{ units: 2 }, { units: 1 }] } }, ["network", "layers"]],
      [
        { network: { ...network, layers: [{ units: 1, activation: "tanh" }] } },
        ["network", "layers", 0, "activation"],
      ],
      [{ training: { ...training, optimizer: "adam" } }, ["training", "optimizer"]],
    ] as const) {
      const file = await save("resume/changed.nn.json", { ...lineModel, ...changed });
      const { status, out } = await backprop(["train", file, "--json", "--resume", run]);
      expect(status).toBe(2);
      const errors = lines(out).filter((event) => event["severity"] === "error");
      expect(errors.map((event) => event["path"])).toEqual([at]);
    }
  });
});
