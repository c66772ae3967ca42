import { type ParseArgsConfig, parseArgs } from "node:util";

/** Wrong arguments: the message says what is wrong, and which help to read. */
export class UsageError extends Error {}

/** Exit statuses. */
export const Exit = { done: 0, diverged: 1, invalid: 2, failed: 3, interrupted: 130 } as const;

export interface Call {
  /** One line for the list of calls. */
  readonly summary: string;
  /** The text of `--help`. */
  readonly help: string;
  /** Runs the call; resolves to the exit status. */
  run(args: readonly string[]): Promise<number>;
}

/** Flags and the one positional argument of a call; throws a `UsageError`. */
export function parseCall<T extends NonNullable<ParseArgsConfig["options"]>>(
  call: string,
  argument: string,
  args: readonly string[],
  options: T,
) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [given, ...more] = positionals;
    if (given === undefined) throw new Error(`${argument} is missing.`);
    if (more.length > 0) throw new Error(`Only one ${argument} can be given; "${more[0]}" is one too many.`);
    return { values, given };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nSee: backprop ${call} --help`);
  }
}
