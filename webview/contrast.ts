import { color as parseColor } from "chart.js/helpers";

/** Red, green and blue from 0 to 255. */
type Rgb = readonly [number, number, number];

/** What lines and marks need against their background (WCAG 2.2, 1.4.11). */
export const leastContrast = 3;
/** Of the way to white or black, so much at a time. */
const step = 0.05;

function rgbOf(css: string): Rgb | undefined {
  const parsed = parseColor(css);
  return parsed.valid ? [parsed.rgb.r, parsed.rgb.g, parsed.rgb.b] : undefined;
}

/** Relative luminance, from 0 (black) to 1 (white). */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two colours, from 1 to 21; 1 where one of them is none. */
export function contrast(first: string, second: string): number {
  const [a, b] = [rgbOf(first), rgbOf(second)];
  if (!a || !b) return 1;
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * A theme's colour as lines need it: opaque, because some themes' chart colours are nearly transparent, and
 * lighter or darker where it would not stand out from the background.
 */
export function readable(css: string, background: string): string {
  const [rgb, behind] = [rgbOf(css), rgbOf(background)];
  if (!rgb || !behind) return css;
  const end = luminance(behind) > 0.18 ? 0 : 255;
  const mixed = (share: number) =>
    `rgb(${rgb.map((part) => Math.round(part + share * (end - part))).join(", ")})`;
  for (let share = 0; share < 1; share += step)
    if (contrast(mixed(share), background) >= leastContrast) return mixed(share);
  return mixed(1);
}
