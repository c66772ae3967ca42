import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { ExpressionError, parseExpression } from "../expression.ts";
import { problem } from "../problem.ts";

/** Long enough for any formula a person writes. */
const longest = 1000;

/** A function of one's own: in the file `{ "expression": "x * sin(x)" }`. */
export const expression = {
  name: "expression",
  documentation: "A function of one's own over `x`, such as `x * sin(x)`. Its derivative is worked out.",
  schema: z
    .strictObject({
      expression: z
        .string()
        .min(1, { abort: true })
        .max(longest, { abort: true })
        .meta({ examples: ["x * sin(x)"] })
        .describe(
          "A formula over `x`, with `+ - * / % ^`, comparisons (1 or 0), `and or not`, `a ? b : c`, `pi`, `e`, and `abs sqrt cbrt exp log log2 log10 sin cos tan asin acos atan atan2 sinh cosh tanh floor ceil round sign min max mod`. The program works out its derivative.",
        ),
    })
    .meta({ defaultSnippets: [{ label: "{ expression }", body: { expression: "x * sin(x)" } }] })
    .superRefine(({ expression }, context) => {
      try {
        parseExpression(expression, { names: ["x"], draws: false });
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        problem(context, ["expression"], l10n.t("This expression does not work: {0}.", error.message));
      }
    })
    .transform(({ expression }) => ({ type: "expression" as const, expression })),
};
