/** Widths of a layer's input and output vector, and its number of trained numbers. */
export interface LayerShape {
  readonly input: number;
  readonly output: number;
  readonly parameters: number;
}

/** Of a layer without parameters that gives as many values as it takes. */
export const sameWidth = (_: unknown, inputs: number): LayerShape => ({
  input: inputs,
  output: inputs,
  parameters: 0,
});

/** Of a layer that learns a scale (`gamma`) and a shift (`beta`) for each of its inputs. */
export const normalized = (_: unknown, inputs: number): LayerShape => ({
  input: inputs,
  output: inputs,
  parameters: 2 * inputs,
});
