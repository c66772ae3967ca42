/** Whether a path may stand for several files. */
export const isGlob = (pattern: string): boolean => /[*?[{]/.test(pattern);

/** Patterns that the braces of one pattern may stand for. */
const mostAlternatives = 1000;

/** The patterns that one with braces stands for, `a{b,c}` for `ab` and `ac`; throws a `RangeError` past 1000. */
export function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const waiting = [pattern];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    // The innermost braces first: what it stands for may itself stand in braces.
    const braces = /\{([^{}]*,[^{}]*)\}/.exec(next);
    if (!braces) done.push(next);
    else
      for (const choice of (braces[1] ?? "").split(","))
        waiting.push(next.slice(0, braces.index) + choice + next.slice(braces.index + braces[0].length));
    if (waiting.length + done.length > mostAlternatives) throw new RangeError(pattern);
  }
  return [...new Set(done)];
}

type Token =
  | { readonly star: true }
  | { readonly star: false; readonly fits: (character: string) => boolean };

/** Whether a file's or folder's name fits a pattern of `*`, `?`, `[a-z]` and `[!a-z]`; a leading dot needs one. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const tokens = tokensOf(pattern);
  return (name) => (pattern.startsWith(".") || !name.startsWith(".")) && fits(tokens, [...name]);
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  const parts = pattern.match(/\*+|\[[!^]?\]?[^\]]*\]|[\s\S]/gu) ?? [];
  for (const part of parts) {
    if (part.startsWith("*")) tokens.push({ star: true });
    else if (part === "?") tokens.push({ star: false, fits: () => true });
    else if (part.length > 1 && part.startsWith("[")) tokens.push({ star: false, fits: classOf(part) });
    else tokens.push({ star: false, fits: (character) => character === part });
  }
  return tokens;
}

function classOf(part: string): (character: string) => boolean {
  const negated = /^\[[!^]/.test(part);
  const members = [...part.slice(negated ? 2 : 1, -1)];
  const ranges: [string, string][] = [];
  for (let at = 0; at < members.length; at++) {
    const [from = "", dash, to] = members.slice(at, at + 3);
    const isRange = dash === "-" && to !== undefined;
    ranges.push([from, isRange ? to : from]);
    if (isRange) at += 2;
  }
  const point = (character: string) => character.codePointAt(0) ?? 0;
  return (character) =>
    ranges.some(([from, to]) => point(from) <= point(character) && point(character) <= point(to)) !== negated;
}

/** In time of at most the product of both lengths: only the last star seen can need to take more. */
function fits(tokens: readonly Token[], name: readonly string[]): boolean {
  let [at, token] = [0, 0];
  let star: { readonly token: number; at: number } | undefined;
  while (at < name.length) {
    const next = tokens[token];
    if (next?.star) star = { token: token++, at };
    else if (next?.fits(name[at] as string)) {
      at++;
      token++;
    } else if (star) {
      at = ++star.at;
      token = star.token + 1;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest.star);
}
