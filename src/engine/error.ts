import type { JsonPath } from "../protocol/json.ts";

/** What the engine refuses, at the key of the model file that causes it. */
export class EngineError extends Error {
  readonly path: JsonPath;

  constructor(path: JsonPath, message: string) {
    super(message);
    this.name = "EngineError";
    this.path = path;
  }
}
