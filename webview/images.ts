import type { ImageShape, Part, Predicted, PredictionBase, WrongImages } from "../src/protocol/prediction.ts";
import { classOf } from "./classes.ts";
import { formatNumber } from "./format.ts";

/** What is true of an image, and what the network says. */
export interface ImageCaption {
  readonly actual: string;
  readonly predicted: string;
  readonly isWrong: boolean;
}

/** The images of the chosen split that the network is most wrong about, worst first. */
export const imagesOf = ({
  predicted,
  part,
}: {
  readonly predicted: Predicted | undefined;
  readonly part: Part;
}): WrongImages | undefined => predicted?.images?.find((images) => images.part === part);

/** Of each image, in their order. */
export function captions(
  {
    base,
    predicted,
    output,
  }: {
    readonly base: PredictionBase;
    readonly predicted: Predicted | undefined;
    readonly output: number;
  },
  { shown }: WrongImages,
): ImageCaption[] {
  const { classes, outputs } = base;
  const actual = outputs.map((each) => each.actual);
  if (classes) {
    const [truth, said] = [actual, predicted?.outputs ?? []].map((list) => classOf(classes, list, output));
    const nameOf = (index: number | undefined) => classes.names[index ?? -1] ?? "?";
    return Array.from(shown, (sample) => ({
      actual: nameOf(truth?.[sample]),
      predicted: nameOf(said?.[sample]),
      isWrong: truth?.[sample] !== said?.[sample],
    }));
  }
  const text = (values: Float64Array | undefined, sample: number) =>
    formatNumber(values?.[sample] ?? Number.NaN, 3);
  return Array.from(shown, (sample) => ({
    actual: text(actual[output], sample),
    predicted: text(predicted?.outputs[output], sample),
    isWrong: false,
  }));
}

/** Pixels with 1, 3 or 4 channels as four bytes each. */
export function rgba(pixels: Uint8Array, channels: ImageShape["channels"]): Uint8ClampedArray<ArrayBuffer> {
  const count = pixels.length / channels;
  const bytes = new Uint8ClampedArray(4 * count).fill(255);
  for (let pixel = 0; pixel < count; pixel++)
    for (let channel = 0; channel < Math.max(3, channels); channel++)
      bytes[4 * pixel + channel] = pixels[pixel * channels + (channels === 1 ? 0 : channel)] as number;
  return bytes;
}
