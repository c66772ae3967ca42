/** A model file's text from parts of its sections; what is not given is the smallest that is valid. */
export function modelText(
  parts: {
    data?: unknown;
    layers?: unknown;
    loss?: unknown;
    network?: unknown;
    training?: unknown;
    more?: object;
  } = {},
): string {
  return JSON.stringify({
    data: parts.data ?? { values: { x: [1, 2], y: [2, 3] } },
    network: parts.network ?? { layers: parts.layers ?? [{ units: 1 }], loss: parts.loss ?? "mse" },
    training: parts.training ?? { epochs: 3 },
    ...parts.more,
  });
}
