import { shortRun } from "./models.ts";

const broken = (from: string, to: string): string => {
  const good = shortRun();
  if (!good.includes(from)) throw new Error(`The model does not hold ${from}`);
  return good.replace(from, to);
};

/** Ten files, each with one thing that is wrong. */
export const badFiles: Readonly<Record<string, string>> = {
  "broken-json.nn.json": broken('"epochs": 400', '"epochs" 400'),
  "unknown-key.nn.json": broken('"epochs": 400', '"epochs": 400, "batchsize": 8'),
  "unknown-activation.nn.json": broken('"units": 1', '"units": 1, "activation": "rellu"'),
  "wrong-type.nn.json": broken('"epochs": 400', '"epochs": "many"'),
  "out-of-range.nn.json": broken('"units": 1', '"units": 0'),
  "missing-key.nn.json": broken('"loss": "mse"', '"layers2": []').replace(/,\s*"layers2": \[\]/, ""),
  "missing-file.nn.json": broken(
    '"generate": { "x": { "from": -1, "to": 1, "count": 64 }, "y": "2 * x + 0.5" }',
    '"file": "no-such-file.csv"',
  ),
  "unknown-target.nn.json": broken('"targets": ["y"]', '"targets": ["z"]'),
  "bad-expression.nn.json": broken("2 * x + 0.5", "2 * q + 0.5"),
  "wrong-width.nn.json": broken('"units": 1', '"units": 2'),
};
