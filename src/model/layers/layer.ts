/** Widths of a layer's input and output vector, and its number of trained numbers. */
export interface LayerShape {
  readonly input: number;
  readonly output: number;
  readonly parameters: number;
}
