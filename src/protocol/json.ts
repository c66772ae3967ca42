/** A place in a JSON document: keys and indices from the root, `[]` for the document itself. */
export type JsonPath = readonly (string | number)[];

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export const samePath = (a: JsonPath, b: JsonPath): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);
