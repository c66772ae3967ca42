/**
 * A canvas as large as the page lays it out, sharp on any screen, empty, with its context in the page's pixels;
 * undefined where it has no size yet.
 */
export function emptySurface(
  canvas: HTMLCanvasElement,
):
  | { readonly context: CanvasRenderingContext2D; readonly width: number; readonly height: number }
  | undefined {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext("2d");
  if (!context || width === 0 || height === 0) return undefined;
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}
