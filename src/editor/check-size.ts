import type { Generator, ModelFile } from "../model/model.ts";

const rowsOf = (generator: Generator): number => {
  if (typeof generator === "string") return 1;
  if ("count" in generator) return generator.count;
  return Math.floor(Math.abs((generator.to - generator.from) / generator.step)) + 1;
};

/** About how many cells the data section makes without reading a file. */
export function cellsOf({ values, generate }: Pick<ModelFile["data"], "values" | "generate">): number {
  if (values) return [...values.values()].reduce((sum, column) => sum + column.length, 0);
  if (!generate) return 0;
  return generate.size * Math.max(...[...generate.values()].map(rowsOf));
}
