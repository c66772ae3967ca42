import type { PredictionBase } from "../src/protocol/prediction.ts";

type Named = Pick<PredictionBase, "classes" | "outputs">;

/** A class by its name; where that is a number, with its column: `moon = 1`. */
export function className(base: Named, output: number, index: number): string {
  const name = base.classes?.names[index] ?? "";
  const column = classColumn(base, output);
  return column !== "" && name.trim() !== "" && Number.isFinite(Number(name)) ? `${column} = ${name}` : name;
}

/** The column of the classes, or the output that decides between two. */
export function classColumn({ classes, outputs }: Named, output: number): string {
  if (classes?.decision === "largest" || classes?.target !== undefined) return classes.target ?? "";
  return outputs[output]?.name ?? "";
}
