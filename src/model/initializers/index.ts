import type * as z from "zod";
import { nameOrObject } from "../member.ts";
import { constant } from "./constant.ts";
import { glorotNormal } from "./glorot-normal.ts";
import { glorotUniform } from "./glorot-uniform.ts";
import { heNormal } from "./he-normal.ts";
import { heUniform } from "./he-uniform.ts";
import { lecunNormal } from "./lecun-normal.ts";
import { normal } from "./normal.ts";
import { orthogonal } from "./orthogonal.ts";
import { uniform } from "./uniform.ts";
import { zeros } from "./zeros.ts";

/** The one list of initializers. */
export const initializers = {
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
} as const;

export type InitializerName = keyof typeof initializers;
export type Initializer = z.output<(typeof initializers)[InitializerName]["schema"]>;

export const initializerSchema = nameOrObject(initializers);

const { orthogonal: _, ...ofVectors } = initializers;

/** Of a bias, which is a vector: there is nothing that it could be orthogonal to. */
export const biasInitializerSchema = nameOrObject(ofVectors);
