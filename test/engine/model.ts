import type { ModelFile } from "../../src/model/model.ts";
import { parseModelFile } from "../../src/model/parse.ts";

/** A model file's network and training; the data is made by the test. */
export function modelFile(network: object, training: object): ModelFile {
  const file = {
    data: { values: { x: [1, 2], y: [1, 2] }, split: { validation: 0.2 } },
    network,
    training: { epochs: 1, ...training },
  };
  const { model, findings } = parseModelFile(JSON.stringify(file));
  if (!model) throw new Error(JSON.stringify(findings));
  return model;
}
