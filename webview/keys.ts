/** What a key does on a chart of curves. */
export type ChartAction =
  /** Moves the crosshair by this share of the range, or at least one point. */
  | { readonly type: "read"; readonly by: number }
  /** Moves the range by this share of itself. */
  | { readonly type: "pan"; readonly by: number }
  | { readonly type: "zoom"; readonly factor: number }
  | { readonly type: "end"; readonly last: boolean }
  | { readonly type: "mark"; readonly by: 1 | -1 }
  | { readonly type: "enter" }
  | { readonly type: "reset" };

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** The action of a key, if it has one; keys with Ctrl, Alt or Meta are the editor's. */
export function chartAction({ key, shiftKey, ctrlKey, altKey, metaKey }: Key): ChartAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  switch (key) {
    case "ArrowLeft":
    case "ArrowRight": {
      const by = key === "ArrowLeft" ? -1 : 1;
      return shiftKey ? { type: "pan", by: by / 5 } : { type: "read", by: by / 100 };
    }
    case "+":
    case "=":
      return { type: "zoom", factor: 0.5 };
    case "-":
      return { type: "zoom", factor: 2 };
    case "Home":
    case "End":
      return { type: "end", last: key === "End" };
    case "PageUp":
    case "PageDown":
      return { type: "mark", by: key === "PageUp" ? -1 : 1 };
    case "Enter":
      return { type: "enter" };
    case "Escape":
    case "0":
      return { type: "reset" };
    default:
      return undefined;
  }
}
