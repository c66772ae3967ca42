import { type FromWebview, type PanelCommand, panelTabs } from "../protocol/panel.ts";

const commands: readonly PanelCommand[] = ["train", "pause", "resume", "step", "stop"];

/** What a message or a state may hold; nothing about it is known before it is checked. */
interface Unchecked {
  readonly type?: unknown;
  readonly command?: unknown;
  readonly path?: unknown;
  readonly tab?: unknown;
  readonly uri?: unknown;
}

const isObject = (value: unknown): value is Unchecked => typeof value === "object" && value !== null;

/** A model file's paths are short; anything longer was not made by the page. */
const longestPath = 64;

const isPath = (value: unknown): value is (string | number)[] =>
  Array.isArray(value) &&
  value.length <= longestPath &&
  value.every((key) => typeof key === "string" || (Number.isSafeInteger(key) && key >= 0));

/** The page's message if it is one that the host knows, else undefined: the page is not trusted. */
export function readMessage(message: unknown): FromWebview | undefined {
  if (!isObject(message)) return undefined;
  if (message.type === "ready") return { type: "ready" };
  if (message.type === "command") {
    const command = commands.find((name) => name === message.command);
    return command && { type: "command", command };
  }
  if (message.type === "show") {
    const tab = panelTabs.find((name) => name === message.tab);
    return tab && { type: "show", tab };
  }
  if (message.type === "reveal" && isPath(message.path)) return { type: "reveal", path: message.path };
  return undefined;
}

/** The model file's URI in the state that a reload hands back, or undefined where there is none. */
export function uriOfState(state: unknown): string | undefined {
  if (!isObject(state)) return undefined;
  const uri = state.uri;
  return typeof uri === "string" && uri.length > 0 ? uri : undefined;
}
