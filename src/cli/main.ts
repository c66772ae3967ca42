import { check } from "./check.ts";
import { exportCall } from "./export.ts";
import { train } from "./train.ts";
import { type Call, Exit, UsageError } from "./usage.ts";
import { version } from "./version.ts";

const calls: Readonly<Record<string, Call>> = { train, check, export: exportCall };

const help = `backprop trains neural networks from *.nn.json files.

${Object.entries(calls)
  .map(([name, { summary }]) => `  backprop ${name.padEnd(8)} ${summary}`)
  .join("\n")}

  backprop CALL --help   every flag of a call
  backprop --version     ${version}
`;

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version") return print(`${version}\n`);
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return print(help);
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) throw new UsageError(`There is no call "${name}".\nSee: backprop --help`);
  if (rest.includes("--help") || rest.includes("-h")) return print(`${call.help}\n`);
  return call.run(rest);
}

function print(text: string): number {
  process.stdout.write(text);
  return Exit.done;
}

main(process.argv.slice(2)).then(
  // Something may still hold the event loop, such as an idle thread of the engine; all output is out by now.
  (status) => process.stdout.write("", () => process.exit(status)),
  (error: unknown) => {
    process.stderr.write(`backprop: ${(error as Error).message}\n`, () => process.exit(Exit.failed));
  },
);
