import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { editorSchema } from "./json-schema.ts";

// A step of the build, not a part of the program: writes the schema that package.json contributes for *.nn.json.
const target = process.argv[2] ?? "dist/schema.json";
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${JSON.stringify(editorSchema())}\n`);
