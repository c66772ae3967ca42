import { readable } from "./contrast.ts";
import { classColors, lineColors, type Theme } from "./theme.ts";

/** Gives the page's own elements the colours that the canvases have. */
export function applyTheme(root: HTMLElement, theme: Theme): void {
  for (const name of lineColors) root.style.setProperty(`--${name}`, theme[name]);
  for (const [index, color] of theme.classes.entries()) root.style.setProperty(`--class-${index}`, color);
}

/** Reads the theme as it is now. The names used here are the page's own, which `style.css` maps to the editor's. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim() || "#808080";
  const background = color("background");
  const lines = Object.fromEntries(
    lineColors.map((name) => [name, readable(color(name), background)]),
  ) as Record<(typeof lineColors)[number], string>;
  const highContrast = /\bvscode-high-contrast/.test(document.body.className);
  return {
    highContrast,
    text: color("text"),
    muted: color("muted"),
    grid: color("grid"),
    background,
    hoverBackground: color("hover-background"),
    hoverBorder: color("hover-border"),
    hoverText: color("hover-text"),
    ...lines,
    classes: Array.from({ length: classColors }, (_, index) => readable(color(`class-${index}`), background)),
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
