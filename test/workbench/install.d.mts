export function isCurrent(folder: string): boolean;
