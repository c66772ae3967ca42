import { beforeEach, describe, expect, test, vi } from "vitest";

class FakeUri {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  static parse(text: string): FakeUri {
    if (!text.startsWith("file://")) throw new Error("no scheme");
    return new FakeUri(text.slice("file://".length));
  }
  static joinPath(base: FakeUri, ...parts: string[]): FakeUri {
    return new FakeUri([base.path, ...parts].join("/"));
  }
  toString(): string {
    return `file://${this.path}`;
  }
}

type Listener = (value: never) => void;

/** A webview panel that records what it is sent. */
class FakeView {
  visible = true;
  active = false;
  viewColumn = 2;
  title = "";
  disposed = false;
  readonly sent: { type: string }[] = [];
  readonly #listeners: Record<string, Listener[]> = {};
  readonly #on = (event: string) => (listener: Listener, self?: unknown) => {
    this.#listeners[event] ??= [];
    this.#listeners[event].push(listener.bind(self));
    return { dispose() {} };
  };
  readonly webview = {
    html: "",
    options: {},
    cspSource: "https://host",
    asWebviewUri: (uri: FakeUri) => uri,
    postMessage: async (message: { type: string }) => {
      this.sent.push(message);
      return true;
    },
    onDidReceiveMessage: this.#on("message"),
  };
  readonly onDidChangeViewState = this.#on("state");
  readonly onDidDispose = this.#on("dispose");
  readonly reveal = vi.fn();
  fire(event: string, value?: unknown): void {
    for (const listener of this.#listeners[event] ?? []) listener(value as never);
  }
  show(visible: boolean): void {
    this.visible = visible;
    this.fire("state");
  }
  dispose(): void {
    this.disposed = true;
    this.fire("dispose");
  }
}

const created: FakeView[] = [];
vi.mock("vscode", () => ({
  Uri: FakeUri,
  ViewColumn: { Beside: -2 },
  env: { language: "en" },
  l10n: { t: (text: string) => text },
  window: {
    createWebviewPanel: () => {
      const view = new FakeView();
      created.push(view);
      return view;
    },
  },
}));

const { PanelManager } = await import("../../src/panel/panel-manager.ts");

const uri = new FakeUri("/w/line.nn.json") as never;
const listeners = new Set<(update: { id: string }) => void>();
const previews = new Set<(preview: unknown) => void>();
const testListeners = new Set<(test: unknown) => void>();
const source = {
  snapshot: vi.fn((): unknown => ({ id: "a" })),
  onUpdate: (_uri: unknown, listener: (update: { id: string }) => void) => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  },
  onPreview: (_uri: unknown, listener: (preview: unknown) => void) => {
    previews.add(listener);
    return { dispose: () => previews.delete(listener) };
  },
  rateTest: vi.fn((): unknown => undefined),
  onRateTest: (_uri: unknown, listener: (test: unknown) => void) => {
    testListeners.add(listener);
    return { dispose: () => testListeners.delete(listener) };
  },
  command: vi.fn(),
  set: vi.fn(),
  ask: vi.fn(async (_uri: unknown, _question: unknown) => ({ status: "refused", message: "no" })),
  highlight: vi.fn(),
  reveal: vi.fn(),
};
const update = (id: string) => {
  for (const listener of listeners) listener({ id });
};

let manager: InstanceType<typeof PanelManager>;
const opened = (): FakeView => {
  manager.show(uri);
  return created.at(-1) as FakeView;
};

beforeEach(() => {
  created.length = 0;
  listeners.clear();
  testListeners.clear();
  previews.clear();
  vi.clearAllMocks();
  manager = new PanelManager(new FakeUri("/extension") as never, source as never);
});

describe("a panel", () => {
  test("is one for each file, titled by it", () => {
    const view = opened();
    expect(view.title).toBe("line.nn.json");
    view.visible = false;
    manager.show(uri);
    expect(created).toHaveLength(1);
    expect(view.reveal).toHaveBeenCalledWith(2, true);
    view.dispose();
    manager.show(uri);
    expect(created).toHaveLength(2);
  });

  test("sends nothing before the page is ready, then a snapshot and updates", () => {
    const view = opened();
    expect(view.sent).toEqual([]);
    expect(listeners.size).toBe(0);
    view.fire("message", { type: "ready" });
    update("a");
    expect(view.sent.map(({ type }) => type)).toEqual(["snapshot", "update"]);
  });

  test("says nothing while hidden, and gives a fresh snapshot when shown again", () => {
    const view = opened();
    view.fire("message", { type: "ready" });
    view.show(false);
    update("a");
    expect(listeners.size).toBe(0);
    view.show(true);
    expect(view.sent.map(({ type }) => type)).toEqual(["snapshot", "snapshot"]);
  });

  test("answers another run's update with a snapshot", () => {
    const view = opened();
    view.fire("message", { type: "ready" });
    source.snapshot.mockReturnValueOnce({ id: "b" });
    update("b");
    update("b");
    expect(view.sent.map(({ type }) => type)).toEqual(["snapshot", "snapshot", "update"]);
  });

  test("shows a search for a learning rate as it goes on, while it is seen", () => {
    source.rateTest.mockReturnValueOnce({ status: "reading" });
    const view = opened();
    view.fire("message", { type: "ready" });
    expect(view.sent.at(-1)).toMatchObject({ rateTest: { status: "reading" } });
    for (const listener of testListeners) listener({ status: "testing" });
    expect(view.sent.at(-1)).toEqual({ type: "rateTest", test: { status: "testing" } });
    view.show(false);
    expect(testListeners.size).toBe(0);
  });

  test("hands on commands and places, and nothing unknown", () => {
    const view = opened();
    view.fire("message", { type: "command", command: "train" });
    view.fire("message", { type: "reveal", path: ["data"] });
    view.fire("message", { type: "set", change: { learningRate: 0.1 } });
    view.fire("message", { type: "command", command: "format disk" });
    expect(source.command.mock.calls).toEqual([[uri, "train"]]);
    expect(source.set.mock.calls).toEqual([[uri, { learningRate: 0.1 }]]);
    expect(source.reveal.mock.calls).toEqual([[uri, ["data"]]]);
  });

  test("follows the data while the page shows it and is seen, and keeps what it knows", () => {
    const view = opened();
    const preview = { status: "failed", message: "no" };
    view.fire("message", { type: "ready" });
    expect(previews.size).toBe(0);
    view.fire("message", { type: "show", tab: "data" });
    for (const listener of previews) listener(preview);
    expect(view.sent.at(-1)).toEqual({ type: "preview", preview });
    view.show(false);
    expect(previews.size).toBe(0);
    view.show(true);
    expect(previews.size).toBe(1);
    expect(view.sent.at(-1)).toMatchObject({ type: "snapshot", preview });
    view.fire("message", { type: "show", tab: "training" });
    expect(previews.size).toBe(0);
    view.fire("message", { type: "show", tab: "data" });
    view.fire("message", { type: "ready" });
    expect(previews.size).toBe(0);
    view.fire("message", { type: "show", tab: "data" });
    view.dispose();
    expect(previews.size).toBe(0);
  });

  test("shows the data when it is asked to, once, also where the page is not there yet", () => {
    manager.showTab(uri, "data");
    const view = created.at(-1) as FakeView;
    expect(view.sent).toEqual([]);
    view.fire("message", { type: "ready" });
    expect(view.sent).toMatchObject([{ type: "snapshot", tab: "data" }]);
    view.show(false);
    view.show(true);
    expect(view.sent.at(-1)).not.toHaveProperty("tab");
    manager.showTab(uri, "data");
    expect(view.sent.at(-1)).toMatchObject({ type: "snapshot", tab: "data" });
  });

  test("points at an epoch of the curve when it is asked to, once, also where the page is not there yet", () => {
    manager.showEpoch(uri, 12);
    const view = created.at(-1) as FakeView;
    view.fire("message", { type: "ready" });
    expect(view.sent).toMatchObject([{ type: "snapshot", tab: "training", epoch: 12 }]);
    view.show(false);
    view.show(true);
    expect(view.sent.at(-1)).not.toHaveProperty("epoch");
    manager.showEpoch(uri, 0);
    expect(view.sent.at(-1)).toMatchObject({ type: "snapshot", epoch: 0 });
  });

  test("answers every question under its number, however slow the page is", async () => {
    const view = opened();
    view.fire("message", { type: "ready" });
    for (let at = 0; at < 20; at++) update("a");
    const question = { about: "walk", sample: 0, layer: 1, unit: 2, weight: 3 };
    view.fire("message", { type: "ask", id: 7, question });
    await vi.waitFor(() =>
      expect(view.sent).toContainEqual({
        type: "answer",
        id: 7,
        answer: { status: "refused", message: "no" },
      }),
    );
    expect(source.ask.mock.calls).toEqual([[uri, question]]);
  });

  test("marks in the file what it shows, only while it shows it", () => {
    const view = opened();
    const path = ["network", "layers", 1];
    const marked = () => source.highlight.mock.calls.map(([, place]) => place);
    view.fire("message", { type: "ready" });
    view.fire("message", { type: "show", tab: "step" });
    view.fire("message", { type: "highlight", path });
    view.fire("message", { type: "show", tab: "training" });
    view.fire("message", { type: "show", tab: "step" });
    expect(marked()).toEqual([path, undefined, path]);
    view.show(false);
    view.show(true);
    expect(marked().slice(3)).toEqual([undefined, path]);
    view.fire("message", { type: "ready" });
    expect(marked().slice(5)).toEqual([undefined]);
    view.fire("message", { type: "show", tab: "step" });
    view.fire("message", { type: "highlight", path });
    view.dispose();
    expect(marked().slice(6)).toEqual([path, undefined]);
  });

  test("leaves its run alone when it is closed", () => {
    const view = opened();
    view.fire("message", { type: "ready" });
    view.dispose();
    expect(listeners.size).toBe(0);
    expect(source.command).not.toHaveBeenCalled();
  });
});

describe("after a reload", () => {
  test("a panel comes back for its file", async () => {
    const view = new FakeView();
    await manager.deserializeWebviewPanel(view as never, { uri: "file:///w/line.nn.json" });
    view.fire("message", { type: "ready" });
    expect(view.sent.map(({ type }) => type)).toEqual(["snapshot"]);
    manager.show(uri);
    expect(created).toHaveLength(0);
  });

  test("a panel that makes no sense is closed", async () => {
    for (const state of [undefined, {}, { uri: "nonsense" }]) {
      const view = new FakeView();
      await manager.deserializeWebviewPanel(view as never, state);
      expect(view.disposed).toBe(true);
    }
    opened();
    const second = new FakeView();
    await manager.deserializeWebviewPanel(second as never, { uri: "file:///w/line.nn.json" });
    expect(second.disposed).toBe(true);
    expect(created[0]?.disposed).toBe(false);
  });
});
