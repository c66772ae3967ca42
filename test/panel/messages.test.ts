import { describe, expect, test, vi } from "vitest";
import { pageHtml } from "../../src/panel/html.ts";
import { readMessage, uriOfState } from "../../src/panel/messages.ts";
import { Outbox } from "../../src/panel/outbox.ts";
import type { PanelStrings } from "../../src/protocol/panel-strings.ts";
import { fromWire, toWire } from "../../src/protocol/wire.ts";

describe("messages from the page", () => {
  test("are taken where the host knows them", () => {
    const known = [
      { type: "ready" },
      { type: "command", command: "pause" },
      { type: "reveal", path: ["network", "layers", 0] },
      { type: "reveal", path: [] },
      { type: "show", tab: "data" },
      { type: "ask", id: 3, question: { about: "walk", sample: 0, layer: 1, unit: 2, weight: 3 } },
      { type: "highlight", path: ["network", "loss"] },
      { type: "highlight" },
      { type: "command", command: "stepThrough" },
    ];
    for (const message of known) expect(readMessage({ ...message, more: 1 })).toEqual(message);
  });

  test("are refused otherwise", () => {
    const wrong = [
      undefined,
      "ready",
      { type: "command", command: "rm" },
      { type: "command", command: ["train"] },
      { type: "show", tab: "none" },
      { type: "set" },
      { type: "set", change: { learningRate: -1 } },
      { type: "set", change: { learningRate: Number.NaN } },
      { type: "set", change: { batchSize: 1.5 } },
      { type: "set", change: { clip: { norm: 1, value: 1 } } },
      { type: "set", change: { clip: "norm" } },
      { type: "ask", id: -1, question: { about: "walk", sample: 0, layer: 1, unit: 2, weight: 3 } },
      { type: "ask", id: 1, question: { about: "walk", sample: 0.5, layer: 1, unit: 2, weight: 3 } },
      { type: "ask", id: 1, question: { about: "walk", sample: 0, layer: 1, unit: 2 } },
      { type: "ask", id: 1, question: { about: "all", sample: 0, layer: 1, unit: 2, weight: 3 } },
      { type: "ask", id: 1, question: "walk" },
      { type: "highlight", path: "data" },
      { type: "reveal", path: "data" },
      { type: "reveal", path: [{}] },
      { type: "reveal", path: [-1] },
      { type: "reveal", path: new Array(1000).fill("a") },
    ];
    for (const message of wrong) expect(readMessage(message)).toBeUndefined();
  });

  test("a state without a URI is none", () => {
    expect(uriOfState({ uri: "file:///a.nn.json" })).toBe("file:///a.nn.json");
    for (const state of [undefined, null, {}, { uri: "" }, { uri: 3 }])
      expect(uriOfState(state)).toBeUndefined();
  });
});

describe("the wire", () => {
  test("keeps numbers that are not finite, through JSON", () => {
    const value = { a: [Number.NaN, 1], b: { c: Number.NEGATIVE_INFINITY }, d: "x", e: null, f: true };
    expect(fromWire(JSON.parse(JSON.stringify(toWire(value))))).toEqual(value);
  });

  test("gives a part of a buffer one of its own length, and leaves a whole one", () => {
    const whole = Float64Array.from([1, 2, 3]);
    const shared = new Float64Array(new SharedArrayBuffer(16));
    const sent = toWire({ whole, part: whole.subarray(1, 2), shared }) as Record<string, Float64Array>;
    expect(sent["whole"]).toBe(whole);
    expect(sent["part"]?.buffer.byteLength).toBe(8);
    expect([...(sent["part"] ?? [])]).toEqual([2]);
    expect(sent["shared"]?.buffer).toBeInstanceOf(ArrayBuffer);
  });
});

describe("the outbox", () => {
  const snapshot = { type: "snapshot", uri: "u", fileName: "f" } as const;
  const update = { type: "update", update: { id: "a" } } as const;

  test("sends one snapshot for all that a slow page missed", async () => {
    const waiting: ((delivered: boolean) => void)[] = [];
    const sent: unknown[] = [];
    const outbox = new Outbox(
      (message) => {
        sent.push(message);
        return new Promise<boolean>((resolve) => waiting.push(resolve));
      },
      () => snapshot,
    );
    for (let index = 0; index < 50; index++) outbox.send(update);
    expect(sent).toHaveLength(4);
    for (const resolve of waiting.splice(0)) resolve(true);
    await vi.waitFor(() => expect(sent).toHaveLength(5));
    expect(sent[4]).toEqual(snapshot);
    outbox.send(update);
    expect(sent).toHaveLength(6);
    outbox.dispose();
    outbox.send(update);
    expect(sent).toHaveLength(6);
  });

  test("does not wait for ever for a page that never answers, nor fail with it", async () => {
    vi.useFakeTimers();
    const sent: unknown[] = [];
    const outbox = new Outbox(
      (message) => {
        sent.push(message);
        return sent.length === 1 ? Promise.reject(new Error("closed")) : new Promise<boolean>(() => {});
      },
      () => snapshot,
    );
    for (let index = 0; index < 10; index++) outbox.send(update);
    await vi.advanceTimersByTimeAsync(2100);
    expect(sent.at(-1)).toEqual(snapshot);
    vi.useRealTimers();
  });
});

test("the page has a strict policy, its nonce, and texts that cannot break out", () => {
  const html = pageHtml({
    script: "https://host/webview.js",
    style: "https://host/style.css",
    cspSource: "https://host",
    nonce: "n0nce",
    language: "en",
    strings: { train: "</script><script>" } as PanelStrings,
  });
  expect(html).toContain("default-src 'none'; script-src 'nonce-n0nce'; style-src https://host;");
  expect(html).not.toContain('</script><script>"');
  expect(html).not.toMatch(/ style=| on\w+=|unsafe/);
});
