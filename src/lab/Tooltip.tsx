import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Shown {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** What the mark under the pointer or with the focus says. Screen readers hear the mark itself. */
export const Tooltip = (): JSX.Element | null => {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    const over = (event: PointerEvent): void => {
      const text = markOf(event.target)?.getAttribute('aria-label');
      setShown(text == null ? null : { text, x: event.clientX, y: event.clientY });
    };
    const focus = (): void => {
      const mark = markOf(document.activeElement);
      const text = mark?.getAttribute('aria-label');
      if (mark == null || text == null || !mark.matches(':focus-visible')) return;
      const { left, top, width } = mark.getBoundingClientRect();
      setShown({ text, x: left + width / 2, y: top });
    };
    const hide = (): void => setShown(null);
    // A mark that is focused may be scrolled to.
    const scrolled = (): void => (markOf(document.activeElement) === null ? hide() : focus());
    document.addEventListener('pointermove', over, { passive: true });
    document.addEventListener('focusin', focus);
    document.addEventListener('focusout', hide);
    document.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      document.removeEventListener('pointermove', over);
      document.removeEventListener('focusin', focus);
      document.removeEventListener('focusout', hide);
      document.removeEventListener('scroll', scrolled);
    };
  }, []);
  if (shown === null) return null;
  const room = Math.min(300, window.innerWidth - 16);
  const left = Math.max(8, Math.min(window.innerWidth - room - 8, shown.x - room / 2));
  const below = shown.y < 120;
  return (
    <div
      class="tip"
      aria-hidden="true"
      style={{
        left: `${left}px`,
        width: `${room}px`,
        ...(below ? { top: `${shown.y + 18}px` } : { bottom: `${window.innerHeight - shown.y + 14}px` }),
      }}
    >
      <span>{shown.text}</span>
    </div>
  );
};

const markOf = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('.mark') : null;
