import type { JSX } from 'preact';
import { plain } from './words.ts';

/** A name from a file, whatever it holds: on one line, and set apart from the direction of the text around it. */
export const Name = ({ text }: { readonly text: string }): JSX.Element => <bdi>{plain(text)}</bdi>;
