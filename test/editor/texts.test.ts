import { describe, expect, it } from "vitest";
import { escapeMarkdown, hoverMarkdown } from "../../src/editor/hover-text.ts";
import { lensTexts } from "../../src/editor/lens-text.ts";
import { formatLoss, progressText, stateText, statusText } from "../../src/editor/status-text.ts";
import type { Finding } from "../../src/protocol/finding.ts";
import type { Progress, RunStatus } from "../../src/protocol/run.ts";

const progress = (status: RunStatus, more: Partial<Progress> = {}): Progress => ({
  status,
  epoch: 50,
  epochs: 200,
  seconds: 1,
  epochsPerSecond: 50,
  samplesPerSecond: 1000,
  figures: { loss: 0.012345, metrics: {}, learningRate: 0.01 },
  ...more,
});

const finding: Finding = {
  rule: "loss-nan",
  severity: "error",
  primary: true,
  path: ["training", "optimizer", "learningRate"],
  epoch: 3,
  message: "The loss is not finite.",
  fixes: [
    {
      title: "Set learningRate to 0.01",
      preferred: true,
      edits: [{ path: ["training", "optimizer", "learningRate"], value: 0.01 }],
    },
  ],
  evidence: {
    explanation: "Each step overshoots.",
    numbers: [{ label: "first step", value: "3" }],
    curve: { title: "Loss", epochs: [1], values: [1], logarithmic: true },
  },
};

describe("figures", () => {
  it("shows losses of any size shortly", () => {
    expect([0.0123456, 12.5, 0, 1.2345e-21, 2e7, Number.NaN].map(formatLoss)).toEqual([
      "0.01235",
      "12.5",
      "0",
      "1.23e-21",
      "2.00e+7",
      "NaN",
    ]);
  });

  it("tells epoch and loss", () => {
    expect(progressText(progress("training", { epoch: 12_000, epochs: 1_000_000 }))).toBe(
      "epoch 12,000 of 1,000,000 · loss 0.01235",
    );
    const { figures: _, ...early } = progress("starting", { epoch: 0, epochs: 0 });
    expect(stateText(early)).toBe("Starting");
    const loading = { ...early, loading: { bytes: 459, total: 1000 } };
    expect(stateText(loading)).toBe("Reading the data, 45 %");
    expect(statusText("a.nn.json", loading, 0)).toMatchObject({
      text: "$(loading~spin) a.nn.json 45 %",
      label: "Backprop, a.nn.json: Reading the data, 45 %",
    });
    expect(stateText({ ...loading, status: "stopped" })).toBe("Stopped");
    expect(stateText({ ...early, loading: { bytes: 0, total: 0 } })).toBe("Starting");
  });
});

describe("status bar", () => {
  it("shows the share done, and how many other runs go on", () => {
    const { text, label } = statusText("sine.nn.json", progress("training"), 2);
    expect(text).toBe("$(sync~spin) sine.nn.json 25 % · loss 0.01235 +2");
    expect(label).toBe("Backprop, sine.nn.json: Training, epoch 50 of 200 · loss 0.01235");
  });

  it("says why a run failed", () => {
    const { tooltip } = statusText("a.nn.json", progress("failed", { message: "No such file." }), 0);
    expect(tooltip).toContain("Failed, No such file.");
  });

  it("divides by no epochs at all", () => {
    expect(statusText("a", progress("training", { epoch: 0, epochs: 0 }), 0).text).toContain("100 %");
  });
});

describe("lenses", () => {
  const commands = (status?: RunStatus) => lensTexts(status && progress(status)).map((lens) => lens.command);

  it("offers what can be done now", () => {
    expect(commands()).toEqual(["backprop.train"]);
    expect(commands("training")).toEqual(["backprop.pause", "backprop.stop", "backprop.showPanel"]);
    expect(commands("paused")).toEqual([
      "backprop.resume",
      "backprop.step",
      "backprop.stop",
      "backprop.showPanel",
    ]);
    expect(commands("diverged")).toEqual(["backprop.train", "backprop.showPanel"]);
  });

  it("shows epoch and loss", () => {
    expect(lensTexts(progress("training")).at(-1)?.title).toBe("Training, epoch 50 of 200 · loss 0.01235");
  });
});

describe("hover", () => {
  const given = { uri: "file:///a%20(1).nn.json", id: "x", picture: "<svg/>", fixes: true };

  it("has numbers, picture, explanation and a link for each fix, and not the message", () => {
    const text = hoverMarkdown(finding, given);
    expect(text).toContain("- first step: **3**");
    expect(text).toContain(`data:image/svg+xml;base64,${btoa("<svg/>")}`);
    expect(text).toContain("Each step overshoots.");
    expect(text).not.toContain(finding.message);
    const query = /\(command:backprop\.applyFix\?([^ )]*) "/.exec(text)?.[1] ?? "";
    expect(JSON.parse(decodeURIComponent(query))).toEqual([given.uri, "x", 0]);
  });

  it("leads to the epoch on the loss curve, where there is one", () => {
    const text = hoverMarkdown(finding, { ...given, fixes: false });
    const query = /\(command:backprop\.showEpoch\?([^ )]*) "/.exec(text)?.[1] ?? "";
    expect(JSON.parse(decodeURIComponent(query))).toEqual([given.uri, 3]);
    expect(text).toContain("Show epoch 3 on the loss curve");
    const { epoch: _, ...always } = finding;
    expect(hoverMarkdown(always, { ...given, fixes: false })).not.toContain("command:");
  });

  it("leaves fixes out that no longer fit, and is empty without evidence", () => {
    expect(hoverMarkdown(finding, { ...given, fixes: false })).not.toContain("applyFix");
    const { evidence: _, epoch: __, ...bare } = finding;
    expect(hoverMarkdown({ ...bare, fixes: [] }, given)).toBe("");
  });

  it("shows text of the file as it is, never as Markdown", () => {
    expect(escapeMarkdown("[x](command:y) <b> $(eye)\n# a")).toBe(
      "\\[x\\]\\(command:y\\) &lt;b> \\$\\(eye\\) \\# a",
    );
  });
});
