import { expect, it } from "vitest";
import { prepare } from "../../src/runs/prepare.ts";

const nothing = () => Promise.reject(new Error("no file is read"));
const check = (model: object) =>
  prepare(JSON.stringify(model), nothing, { fileName: "a.nn.json", memoryLimit: 2 ** 28 });

const values = { x: [1, 2, 3], y: [1, 2, 3] };
const network = { layers: [{ units: 1 }], loss: "mse" };

it("tells every name that the data lacks, each at its place, and the first is primary", async () => {
  const { findings } = await check({
    data: { values, inputs: ["q"], targets: ["z"] },
    network,
    training: { epochs: 1 },
  });
  expect(findings.map(({ path, primary }) => [path.join("."), primary])).toEqual([
    ["data.inputs.0", true],
    ["data.targets.0", false],
  ]);
});
