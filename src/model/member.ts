import * as z from "zod";

/** One activation, loss, optimizer, initializer or layer: its name in the file, what it is, and its parameters. */
export interface Member<Name extends string, Shape extends z.ZodRawShape> {
  readonly name: Name;
  /** Markdown, shown by completion and hover. */
  readonly documentation: string;
  /** The object form, `{ "type": name, …parameters }`. */
  readonly schema: z.ZodObject<{ type: z.ZodLiteral<Name> } & Shape, z.core.$strict>;
}

/** Makes a member; each of its parameters describes itself and, where the key may be absent, has a default. */
export function member<const Name extends string, Shape extends z.ZodRawShape>(
  name: Name,
  documentation: string,
  parameters: Shape,
): Member<Name, Shape> {
  const type = z.literal(name).describe(documentation);
  return { name, documentation, schema: z.strictObject({ type, ...parameters }) };
}

interface AnyMember {
  readonly name: string;
  readonly documentation: string;
  readonly schema: z.ZodObject;
}

/** The names of a table's members as a schema that carries what each one is. */
export function names<Name extends string>(
  table: Readonly<Record<Name, { readonly documentation: string }>>,
) {
  const list = Object.keys(table) as Name[];
  const valueDescriptions = Object.fromEntries(list.map((name) => [name, table[name].documentation]));
  return z.enum(list).meta({ valueDescriptions });
}

/** The object form of a table's members, told apart by `type`. */
export function objects<M extends AnyMember>(table: Readonly<Record<string, M>>) {
  const schemas = Object.values(table).map((each) => each.schema as M["schema"]);
  return z.discriminatedUnion("type", schemas as [M["schema"], ...M["schema"][]]);
}

/** A member by its name alone, or as an object with its parameters; always an object with every parameter after parsing. */
export function nameOrObject<Name extends string, M extends AnyMember>(table: Readonly<Record<Name, M>>) {
  return z.union([named(table), objects(table)]);
}

/** The first of these; with it other ways to write a value can be put in one union. */
export function named<Name extends string, M extends AnyMember>(table: Readonly<Record<Name, M>>) {
  const object = objects(table);
  return names(table).transform((type): z.output<M["schema"]> => object.parse({ type }));
}
