/** Builds the kernels into dist/kernels/, where their sources have changed. */
export function buildKernels(): Promise<void>;
