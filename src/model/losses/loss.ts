/** A loss by its name; none has parameters. */
export interface Loss {
  /** Markdown, shown by completion and hover. */
  readonly documentation: string;
}
