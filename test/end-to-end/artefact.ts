import { join } from "node:path";
import { artefacts } from "../workbench/environment.mjs";

/** Where a screenshot of that name is kept. */
export const artefactPath = (name: string): string =>
  join(artefacts, `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.png`);
