import { mkdir } from "node:fs/promises";
import path from "node:path";
import { exportJson } from "../export/json.ts";
import { readRun, writeAtomic } from "../runs/store.ts";
import { Output } from "./output.ts";
import { type Call, Exit, parseCall, UsageError } from "./usage.ts";

const formats = { json: exportJson } as const;
const names = Object.keys(formats).join(", ");

const isFormat = (name: string | undefined): name is keyof typeof formats =>
  name !== undefined && Object.hasOwn(formats, name);

export const exportCall: Call = {
  summary: "write the trained network of a saved run for other programs",
  help: `backprop export RUN --format FORMAT [--out PATH]

Writes the trained network of the saved run in the folder RUN.

  --format FORMAT   ${names}
  --out PATH        the file to write; without it, json is printed

Exit status: 0 done; 3 RUN is not a saved run, or the program failed.`,

  async run(args) {
    const { values, given } = parseCall("export", "RUN", args, {
      format: { type: "string" },
      out: { type: "string" },
    });
    const { format, out } = values;
    if (!isFormat(format))
      throw new UsageError(
        `${format === undefined ? "--format is missing" : `The format "${format}" is not known`}; it can be ${names}.`,
      );
    const text = `${formats[format](await readRun(given))}\n`;
    if (out !== undefined) {
      await mkdir(path.dirname(out), { recursive: true });
      await writeAtomic(out, text);
    } else {
      const output = new Output(process.stdout);
      await output.write(text);
      await output.flush();
    }
    return Exit.done;
  },
};
