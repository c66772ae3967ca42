import type { JsonValue } from "../protocol/json.ts";
import { dataSchema } from "./data-section.ts";
import type { ModelFile } from "./model.ts";
import { dataInFileOrder } from "./parse.ts";
import { parseSyntax, toValue } from "./tree.ts";

/** Where the data of a model file comes from. */
export type DataSource = Pick<ModelFile["data"], "file" | "values" | "generate"> & {
  /** Of the training, from which generated columns are drawn. */
  readonly seed: number;
};

const keys = ["file", "values", "generate"] as const;

/** The source of the data in a text that need not be a valid model file, as it is not while it is typed. */
export function readDataSource(text: string): DataSource | undefined {
  const { tree } = parseSyntax(text);
  if (!tree) return undefined;
  const root = toValue(tree);
  const data = member(root, "data");
  const given = keys.filter((key) => member(data, key) !== undefined);
  const [key] = given;
  if (key === undefined || given.length > 1) return undefined;
  const parsed = dataSchema.safeParse({ [key]: member(data, key) });
  if (!parsed.success) return undefined;
  const seed = member(member(root, "training"), "seed");
  const { file, values, generate } = dataInFileOrder(parsed.data, tree);
  return {
    ...(file !== undefined && { file }),
    ...(values && { values }),
    ...(generate && { generate }),
    seed: typeof seed === "number" && Number.isSafeInteger(seed) && seed >= 0 ? seed : 0,
  };
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as { readonly [key: string]: JsonValue })[key] : undefined;
}
