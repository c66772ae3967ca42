type Child = Node | string;

/** A new element with attributes (`true` for one without a value; `false` leaves it out) and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  setAttributes(created, attributes);
  created.append(...children);
  return created;
}

function setAttributes(target: Element, attributes: Readonly<Record<string, string | boolean>>): void {
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) target.setAttribute(name, value === true ? "" : value);
}

/** Sets an element's text, but only where it changes, so that nothing is laid out or announced again. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** An icon of 16 by 16 units, filled with the text's colour; screen readers pass over it. */
export function icon(path: string, className = ""): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  setAttributes(svg, {
    class: `icon ${className}`.trim(),
    viewBox: "0 0 16 16",
    width: "16",
    height: "16",
    "aria-hidden": "true",
  });
  const shape = document.createElementNS(space, "path");
  setAttributes(shape, { d: path, fill: "currentColor", "fill-rule": "evenodd" });
  svg.append(shape);
  return svg;
}

/** The shapes of the page's icons. */
export const icons = {
  train: "M4 2.5v11l9-5.5z",
  pause: "M4 3h3v10H4zm5 0h3v10H9z",
  step: "M3 3v10l7-5zm8 0h2v10h-2z",
  stepBatch: "M3 5v6l4-3zm5 0h1.5v6H8zm3 0h1.5v6H11z",
  back: "M12 2.5v11L3 8z",
  walk: "M8 2.5 13 8l-5 5.5v-3.6H3V6.1h5z",
  stop: "M4 4h8v8H4z",
  restart: "M8 2.5a5.5 5.5 0 1 1-5.2 3.7l1.2.4A4.2 4.2 0 1 0 8 3.8V6L4.6 3.2 8 .4z",
  seed: "M3 2h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zm.2 1.2v9.6h9.6V3.2zM5 4.6h1.6v1.6H5zm4.4 0H11v1.6H9.4zM7.2 7.2h1.6v1.6H7.2zM5 9.8h1.6v1.6H5zm4.4 0H11v1.6H9.4z",
  error:
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM5.4 6.2l.8-.8L8 7.2l1.8-1.8.8.8L8.8 8l1.8 1.8-.8.8L8 8.8l-1.8 1.8-.8-.8L7.2 8z",
  warning: "M8 1.2 15 14.5H1zM8 3.8 3 13.3h10zM7.4 6.5h1.2v3.4H7.4zm0 4.5h1.2v1.2H7.4z",
  hint: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM7.4 4.4h1.2v1.3H7.4zm0 2.5h1.2v4.7H7.4z",
} as const;
