/**
 * SHA-256 of the UTF-8 bytes of `text`, as 64 lower-case hexadecimal digits. A parameter of everything pure in this room,
 * because Node and a browser have different ones.
 */
export type Sha256 = (text: string) => string;
