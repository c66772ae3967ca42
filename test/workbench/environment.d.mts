export const root: string;
export const artefacts: string;
export const vsix: string;
export function must(
  command: string,
  args: readonly string[],
  options?: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<void>;
