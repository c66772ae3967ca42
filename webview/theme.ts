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
  readonly error: string;
  readonly warning: string;
  readonly hint: string;
  readonly fontFamily: string;
  /** Pixels. */
  readonly fontSize: number;
  readonly lineWidth: number;
}

/** Reads the theme as it is now. The names used here are the page's own, which `style.css` maps to the editor's. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim() || "#808080";
  const highContrast = /\bvscode-high-contrast/.test(document.body.className);
  return {
    highContrast,
    text: color("text"),
    muted: color("muted"),
    grid: color("grid"),
    background: color("background"),
    hoverBackground: color("hover-background"),
    hoverBorder: color("hover-border"),
    hoverText: color("hover-text"),
    training: color("training"),
    validation: color("validation"),
    test: color("test"),
    actual: color("actual"),
    predicted: color("predicted"),
    error: color("error"),
    warning: color("warning"),
    hint: color("hint"),
    fontFamily: style.fontFamily,
    fontSize: Math.max(10, Number.parseFloat(style.fontSize) - 2),
    lineWidth: highContrast ? 2.5 : 1.75,
  };
}

/** Calls back when the person changes the theme: VS Code then changes the root's style and the body's class. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style", "class"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["style", "class"] });
}
