/** An event as a line holds it, sealed or not, or as an older program knew it: fields without types. */
export type Payload = Readonly<Record<string, unknown>> & { readonly kind: string; readonly cycle: number };
