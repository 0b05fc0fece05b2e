import type { JSX } from 'preact';
export const BranchView = (): JSX.Element => <p>…</p>;
