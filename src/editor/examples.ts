import { valueAt } from "./edited.ts";

export interface Example {
  /** `sunspots.nn.json` */
  readonly fileName: string;
  readonly title: string;
  /** First sentence of the comment at the top. */
  readonly teaches: string;
  /** Path of the data file that it reads, from its own folder. */
  readonly dataFile?: string;
}

/** What the comment lines at the top of a model file say, as one text. */
export function leadingComment(text: string): string {
  const lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const comment = /^\s*\/\/\s?(.*)$/.exec(line)?.[1];
    if (comment !== undefined) lines.push(comment.trim());
    else if (lines.length > 0 || !/^\s*\{?\s*$/.test(line)) break;
  }
  return lines.join(" ").trim();
}

/** Describes an example from its text and its parsed JSON. */
export function describeExample(fileName: string, text: string, root: unknown): Example {
  const title = valueAt(root, ["title"]);
  const dataFile = valueAt(root, ["data", "file"]);
  const comment = leadingComment(text);
  return {
    fileName,
    title: typeof title === "string" ? title : fileName.replace(/\.nn\.json$/, ""),
    teaches: /^.*?[.!?](?=\s|$)/.exec(comment)?.[0] ?? comment,
    ...(typeof dataFile === "string" && { dataFile }),
  };
}

/** From the first neuron to real data. */
const lessons =
  "line quadratic sine-raw sine sine-noise two-neurons multi-step xor circles moons spirals iris digits sunspots co2 mackey-glass".split(
    " ",
  );

/** Sorts in the order in which the examples build on one another; others come last, by name. */
export function inTeachingOrder(fileNames: readonly string[]): string[] {
  const rank = (fileName: string): number => {
    const lesson = lessons.indexOf(fileName.replace(/\.nn\.json$/, ""));
    return lesson === -1 ? lessons.length : lesson;
  };
  return [...fileNames].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** The first of `name.nn.json`, `name-2.nn.json`, … that is not taken. */
export function freeName(fileName: string, isTaken: (name: string) => boolean): string {
  const stem = fileName.replace(/\.nn\.json$/, "");
  for (let number = 1; ; number++) {
    const name = number === 1 ? fileName : `${stem}-${number}.nn.json`;
    if (!isTaken(name)) return name;
  }
}
