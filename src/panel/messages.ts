import { type FromWebview, panelCommands, panelTabs } from "../protocol/panel.ts";
import type { Question } from "../protocol/question.ts";
import type { ClipSetting, LiveChange } from "../protocol/settings.ts";

/** What a message or a state may hold; nothing about it is known before it is checked. */
interface Unchecked {
  readonly type?: unknown;
  readonly command?: unknown;
  readonly path?: unknown;
  readonly tab?: unknown;
  readonly change?: unknown;
  readonly learningRate?: unknown;
  readonly clip?: unknown;
  readonly batchSize?: unknown;
  readonly value?: unknown;
  readonly norm?: unknown;
  readonly uri?: unknown;
  readonly id?: unknown;
  readonly question?: unknown;
  readonly about?: unknown;
  readonly sample?: unknown;
  readonly layer?: unknown;
  readonly unit?: unknown;
  readonly weight?: unknown;
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
    const command = panelCommands.find((name) => name === message.command);
    return command && { type: "command", command };
  }
  if (message.type === "show") {
    const tab = panelTabs.find((name) => name === message.tab);
    return tab && { type: "show", tab };
  }
  if (message.type === "set") {
    const change = readChange(message.change);
    return change && { type: "set", change };
  }
  if (message.type === "ask" && isIndex(message.id)) {
    const question = readQuestion(message.question);
    return question && { type: "ask", id: message.id, question };
  }
  if (message.type === "highlight") {
    if (message.path === undefined) return { type: "highlight" };
    return isPath(message.path) ? { type: "highlight", path: message.path } : undefined;
  }
  if (message.type === "reveal" && isPath(message.path)) return { type: "reveal", path: message.path };
  return undefined;
}

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function readQuestion(question: unknown): Question | undefined {
  if (!isObject(question) || question.about !== "walk") return undefined;
  const { sample, layer, unit, weight } = question;
  if (!isIndex(sample) || !isIndex(layer) || !isIndex(unit) || !isIndex(weight)) return undefined;
  return { about: "walk", sample, layer, unit, weight };
}

const isPositive = (value: unknown): value is number => Number.isFinite(value) && (value as number) > 0;

/** The parts of a change that a run can take; undefined where one of them makes no sense. */
function readChange(change: unknown): LiveChange | undefined {
  if (!isObject(change)) return undefined;
  const { learningRate, clip, batchSize } = change;
  if (learningRate !== undefined && learningRate !== 0 && !isPositive(learningRate)) return undefined;
  if (batchSize !== undefined && !(isPositive(batchSize) && Number.isSafeInteger(batchSize)))
    return undefined;
  const limit = clip === undefined ? undefined : readClip(clip);
  if (clip !== undefined && limit === undefined) return undefined;
  return {
    ...(learningRate === undefined ? {} : { learningRate }),
    ...(limit === undefined ? {} : { clip: limit }),
    ...(batchSize === undefined ? {} : { batchSize }),
  };
}

function readClip(clip: unknown): ClipSetting | undefined {
  if (clip === null) return null;
  if (!isObject(clip)) return undefined;
  const { value, norm } = clip;
  if (isPositive(value) && norm === undefined) return { value };
  return isPositive(norm) && value === undefined ? { norm } : undefined;
}

/** The model file's URI in the state that a reload hands back, or undefined where there is none. */
export function uriOfState(state: unknown): string | undefined {
  if (!isObject(state)) return undefined;
  const uri = state.uri;
  return typeof uri === "string" && uri.length > 0 ? uri : undefined;
}
