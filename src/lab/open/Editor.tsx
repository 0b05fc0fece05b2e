import type { JSX } from 'preact';
export const Editor = (): JSX.Element => <p>…</p>;
