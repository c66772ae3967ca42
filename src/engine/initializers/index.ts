import type { RandomStream } from "../../data/random.ts";
import type { Initializer, InitializerName } from "../../model/model.ts";
import { constant } from "./constant.ts";
import { glorotNormal } from "./glorot-normal.ts";
import { glorotUniform } from "./glorot-uniform.ts";
import { heNormal } from "./he-normal.ts";
import { heUniform } from "./he-uniform.ts";
import type { Draw, Fans } from "./initializer.ts";
import { lecunNormal } from "./lecun-normal.ts";
import { normal } from "./normal.ts";
import { orthogonal } from "./orthogonal.ts";
import { uniform } from "./uniform.ts";
import { zeros } from "./zeros.ts";

const draws: { readonly [Name in InitializerName]: Draw<Extract<Initializer, { type: Name }>> } = {
  zeros,
  constant,
  normal,
  uniform,
  glorotUniform,
  glorotNormal,
  heNormal,
  heUniform,
  lecunNormal,
  orthogonal,
};

/** Fills `values` with first weights, in their order. */
export function initialize(
  values: Float32Array | Float64Array,
  initializer: Initializer,
  random: RandomStream,
  fans: Fans,
): void {
  // The table's type says that each member takes the parameters of its own name.
  const draw = (draws[initializer.type] as Draw<Initializer>)(initializer, random, fans);
  for (let at = 0; at < values.length; at++) values[at] = draw();
}
