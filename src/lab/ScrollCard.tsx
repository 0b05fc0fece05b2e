import type { ComponentChildren, JSX } from 'preact';

interface ScrollCardProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A table with a frame, which scrolls where it is wider than the page. */
export const ScrollCard = ({ label, children }: ScrollCardProps): JSX.Element => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
  <section class="card wide scroll" tabIndex={0} aria-label={label}>
    {children}
  </section>
);
