export const root: string;
export const artefacts: string;
export const vsix: string;
