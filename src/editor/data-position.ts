/** Text before the cursor that is looked at: longer lists of columns are not typed by hand. */
const longestLook = 50_000;

const string = String.raw`"(?:[^"\\\n]|\\.)*"`;
const open = String.raw`"(?:[^"\\\n]|\\.)*`;
const list = String.raw`\[(?:\s|,|${string}|//[^\n]*\n)*(?:${open})?`;
const named = new RegExp(String.raw`"(?:file|inputs|targets)"\s*:\s*(?:${list}|${open})?$`);

/**
 * Whether the cursor after this text may stand where a data file or a column is named. Much quicker than to parse it:
 * no other suggestion is shown before this one is settled.
 */
export const mayNameData = (before: string): boolean => named.test(before.slice(-longestLook));
