import type { Chart } from "chart.js";
import type { ImageShape, WrongImages } from "../../../src/protocol/prediction.ts";
import type { Point } from "../../decimate.ts";
import { captions, type ImageCaption, imagesOf, rgba } from "../../images.ts";
import { shortened, tiles } from "../../layout.ts";
import type { Theme } from "../../theme.ts";
import type { Picture, PictureInput } from "./picture.ts";

export function imagesPicture(input: PictureInput): Picture {
  const { base, strings } = input;
  const images = imagesOf(input);
  const shape = base.images;
  if (!images || !shape) return { datasets: [], legend: [] };
  const texts = captions(input, images);
  return {
    datasets: [],
    legend: [
      { look: "none", label: strings.imageCaption },
      ...(base.classes ? [{ look: "frame", label: strings.wrongImage }] : []),
    ],
    paint: (chart) => paintImages(chart, images, shape, texts, input.theme),
  };
}

const gap = 8;
const smallest = 28;

function paintImages(
  { ctx, width, height }: Chart<"line", Point[]>,
  { pixels, shown }: WrongImages,
  shape: ImageShape,
  texts: readonly ImageCaption[],
  theme: Theme,
): void {
  const caption = theme.fontSize + 4;
  const tile = tiles(shown.length, { width, height }, shape.width / shape.height, { gap, caption, smallest });
  const small = new OffscreenCanvas(shape.width, shape.height);
  const target = small.getContext("2d");
  const bytes = shape.height * shape.width * shape.channels;
  ctx.imageSmoothingEnabled = false;
  ctx.font = `${theme.fontSize}px ${theme.fontFamily}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  const across = tile.width + gap;
  const spare = (width - tile.columns * across) / 2;
  for (const [index, text] of texts.slice(0, tile.columns * tile.rows).entries()) {
    const x = spare + gap / 2 + (index % tile.columns) * across;
    const y = gap / 2 + Math.floor(index / tile.columns) * (tile.height + gap + caption);
    const image = rgba(pixels.subarray(index * bytes, (index + 1) * bytes), shape.channels);
    target?.clearRect(0, 0, shape.width, shape.height);
    target?.putImageData(new ImageData(image, shape.width, shape.height), 0, 0);
    ctx.drawImage(small, x, y, tile.width, tile.height);
    ctx.lineWidth = text.isWrong ? 2 : 1;
    ctx.strokeStyle = text.isWrong ? theme.error : theme.muted;
    ctx.strokeRect(x - 1, y - 1, tile.width + 2, tile.height + 2);
    ctx.fillStyle = theme.text;
    const line = `${text.actual} → ${text.predicted}`;
    ctx.fillText(
      shortened(line, across, (part) => ctx.measureText(part).width),
      x + tile.width / 2,
      y + tile.height + 3,
    );
  }
}
