/** The editor's colours and fonts as the canvases need them. */
export interface Theme {
  readonly highContrast: boolean;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  readonly hoverBackground: string;
  readonly hoverBorder: string;
  readonly hoverText: string;
  readonly training: string;
  readonly validation: string;
  readonly test: string;
  readonly actual: string;
  readonly predicted: string;
  readonly yellow: string;
  readonly red: string;
  /** Of classes, in turn; where there are more they begin again. */
  readonly classes: readonly string[];
  readonly error: string;
  readonly warning: string;
  readonly hint: string;
  readonly fontFamily: string;
  /** Pixels. */
  readonly fontSize: number;
  readonly lineWidth: number;
}

/** The colours that lines, marks and swatches have. */
export const lineColors = [
  "training",
  "validation",
  "test",
  "actual",
  "predicted",
  "yellow",
  "red",
  "error",
  "warning",
  "hint",
] as const;

/** How many classes have a colour of their own. */
export const classColors = 8;
