const space = "http://www.w3.org/2000/svg";

/** A new SVG element with attributes and children. */
export function svgElement<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const created = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, String(value));
  created.append(...children);
  return created;
}

/** A picture of `width` by `height` units, told in words. */
export const picture = (
  className: string,
  { width, height }: { readonly width: number; readonly height: number },
  words: string,
  ...children: readonly Node[]
): SVGSVGElement =>
  svgElement(
    "svg",
    { class: className, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words },
    ...children,
  );
