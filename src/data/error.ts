import type { FilePosition, Fix, RuleName } from "../protocol/finding.ts";
import type { JsonPath } from "../protocol/json.ts";

/** What is wrong with the data, at a key of the model file and, for a cell, at a place in the data file. */
export class DataError extends Error {
  readonly path: JsonPath;
  readonly at: FilePosition | undefined;
  readonly rule: RuleName;
  readonly fixes: readonly Fix[];

  constructor(
    path: JsonPath,
    message: string,
    options: { at?: FilePosition; rule?: RuleName; fixes?: readonly Fix[] } = {},
  ) {
    super(message);
    this.name = "DataError";
    this.path = path;
    this.at = options.at;
    this.rule = options.rule ?? "invalid";
    this.fixes = options.fixes ?? [];
  }
}

/** Several things that are wrong at once; `errors` has at least two. */
export class DataErrors extends Error {
  readonly errors: readonly DataError[];

  constructor(errors: readonly DataError[]) {
    super(errors.map(({ message }) => message).join("\n"));
    this.name = "DataErrors";
    this.errors = errors;
  }
}
