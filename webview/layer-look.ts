const colors = ["training", "predicted", "test", "validation"] as const;
const dashes = [
  { look: "", dash: [] },
  { look: " dashed", dash: [6, 4] },
  { look: " dotted", dash: [2, 3] },
] as const;

/** How the line of a layer looks: colours first, then dashes. */
export const lookOf = (position: number) => ({
  color: colors[position % colors.length] ?? "training",
  ...(dashes[Math.floor(position / colors.length) % dashes.length] ?? dashes[0]),
});
