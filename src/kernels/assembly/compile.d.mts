export const compile: () => Promise<Uint8Array>;
export const moduleText: (binary: Uint8Array) => string;
