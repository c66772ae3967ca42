import type { FloatArray } from "../data/dataset.ts";
import type { ModelFile } from "../model/model.ts";
import type { Shapes } from "../model/shapes.ts";
import type { NonFinite } from "../protocol/signals.ts";
import type { Arena } from "./arena.ts";
import {
  clipNone,
  clipNorm,
  clipValue,
  settingBounded,
  settingClip,
  settingClipLimit,
} from "./kernels/layout.ts";
import type { UpdateStep } from "./optimizers/index.ts";
import type { Matrix, Program } from "./program.ts";
import type { Place } from "./tensor.ts";

/** What a plan is made from. */
export interface PlanInput {
  readonly model: ModelFile;
  readonly shapes: Shapes;
  readonly inputWidth: number;
  readonly update: UpdateStep;
  readonly arena: Arena;
  /** Largest number of rows in a training batch, and in one of evaluation. */
  readonly batchRows: number;
  readonly evaluationRows: number;
  /** Addresses of the optimizer's settings, the outputs' scales, and the row-major outputs of a prediction. */
  readonly settings: number;
  readonly scales: number;
  readonly outputs: number;
  /** Threads that need room of their own. */
  readonly threads: number;
}

/** The update about to be taken. */
export interface TakenStep {
  readonly learningRate: number;
  /** Runs the optimizer. */
  take(): void;
}

export type Found = Pick<NonFinite, "layer" | "quantity" | "value" | "input">;

/** The network compiled to lists of kernel calls, with its places in memory. */
export interface Plan {
  readonly programs: { readonly train: Program; readonly evaluate: Program; readonly predict: Program };
  /** What the optimizer trains. */
  readonly places: readonly Place[];
  /** What the layers keep besides, such as running statistics. */
  readonly kept: readonly Place[];
  /** The weights' block of memory. */
  readonly weights: { readonly address: number; readonly bytes: number };
  /** The optimizer's states: each stands `offset` bytes after the weights. */
  readonly states: readonly { readonly name: string; readonly offset: number }[];
  /** Bytes from the weights to their gradients; absent where they are never kept. */
  readonly gradients?: number;
  /** The gradients of the sample whose input stands at `input`, one array a place; where none are kept. */
  gradientsOf?(memory: FloatArray, input: number): readonly ArrayLike<number>[];
  /** Each layer's output, and of how many rows of a batch it holds them. */
  readonly outputs: readonly Matrix[];
  readonly rowsKept: number;
  /** Index in `train` of the instruction that writes the weights. */
  readonly updateAt: number;
  /** Tables that the kernels read, to be written before the first call. */
  readonly tables: readonly { readonly address: number; readonly words: readonly number[] }[];
  /** The first activation that is not finite, from the input side on; `loss` where all are finite. */
  findActivation(memory: FloatArray, rows: number, loss: number): Found;
  /** The first gradient that is not finite, in the order of back-propagation. */
  findGradient(memory: FloatArray, input: number): Found;
  /** The first weight that the step about to be taken would make not finite. */
  findWeight(memory: FloatArray, input: number, step: TakenStep): Found;
}

/** The optimizer's settings as the kernels read them. */
export function kernelSettings(model: ModelFile, update: UpdateStep): Readonly<Record<number, number>> {
  const { clip } = model.training;
  const kind = clip === undefined ? clipNone : "value" in clip ? clipValue : clipNorm;
  const limit = clip === undefined ? 0 : "value" in clip ? clip.value : clip.norm;
  return {
    ...update.settings,
    [settingClip]: kind,
    [settingClipLimit]: limit,
    [settingBounded]: update.bounded && highestRate(model) <= 1e6 ? 1 : 0,
  };
}

/** No rate of the training is above this. */
function highestRate({ training: { optimizer, schedule } }: ModelFile): number {
  return schedule?.type === "oneCycle"
    ? Math.max(optimizer.learningRate, schedule.maxLearningRate)
    : optimizer.learningRate;
}

/** The first of a tensor's numbers that is not finite. */
export function firstNonFinite(memory: FloatArray, place: Place, offset = 0): number | undefined {
  const units = place.shape.at(-1) as number;
  const inputs = place.shape.length === 2 ? (place.shape[0] as number) : 1;
  const start = (place.address + offset) / memory.BYTES_PER_ELEMENT;
  for (let i = 0; i < inputs; i++)
    for (let j = 0; j < units; j++) {
      const value = memory[start + place.index(i, j)] as number;
      if (!Number.isFinite(value)) return value;
    }
  return undefined;
}

/** Address after all that the layers hold, which begins with the weights. */
export const keptEnd = ({ places, kept }: Pick<Plan, "places" | "kept">): number =>
  Math.max(...[...places, ...kept].map(({ address, bytes }) => address + bytes));
