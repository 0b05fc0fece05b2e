import type {
  ComponentChild,
  ComponentChildren,
  JSX,
  TargetedKeyboardEvent,
  TargetedMouseEvent,
  TargetedPointerEvent,
} from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DataTable } from '../figures/dataTable.ts';
import type { Drawn } from '../figures/Frame.tsx';
import { PRINT, SCREEN } from '../figures/palette.ts';
import { saveCsv, savePng, saveSvg } from './download.ts';

/** A pointer on the figure, in the figure's own coordinates. */
export type Point = readonly [number, number];

interface FigureFrameProps {
  readonly title: string;
  readonly name: string;
  readonly height: number | ((width: number) => number);
  readonly draw: (drawn: Drawn) => ComponentChild;
  readonly table: () => DataTable;
  /** What the figure says, in a sentence or two. */
  readonly children?: ComponentChildren;
  readonly wide?: boolean;
  /** Wide, with what the figure says beside it. */
  readonly side?: boolean;
  /** For figures that are touched: told where, while the pointer is down, and when it is lifted. */
  readonly onDrag?: (at: Point, drawn: Drawn, done: boolean) => void;
}

/** A figure in the page: as wide as there is room, its marks reachable with the arrow keys, and ways to take it along. */
export const FigureFrame = ({
  title,
  name,
  height,
  draw,
  table,
  children,
  wide,
  side,
  onDrag,
}: FigureFrameProps): JSX.Element => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = box;
    if (current === null) return;
    const watcher = new ResizeObserver(() => setWidth(Math.floor(current.clientWidth)));
    watcher.observe(current);
    return () => watcher.disconnect();
  }, []);
  const tall = typeof height === 'number' ? height : height(width);
  const onScreen = { width, height: tall, palette: SCREEN };
  const paperWidth = 640;
  const onPaper = {
    width: paperWidth,
    height: typeof height === 'number' ? height : height(paperWidth),
    palette: PRINT,
  };
  const drag = dragging(onDrag, onScreen);
  return (
    <figure class={`card${wide === true || side === true ? ' wide' : ''}${side === true ? ' side' : ''}`}>
      <figcaption>
        <h3>{title}</h3>
        <fieldset class="take" aria-label={`Take ${title} along`}>
          <button type="button" onClick={() => saveSvg(draw(onPaper), name)}>
            SVG
          </button>
          <button type="button" onClick={() => void savePng(draw(onPaper), name)}>
            PNG
          </button>
          <button type="button" onClick={() => saveCsv(table(), name)}>
            CSV
          </button>
        </fieldset>
      </figcaption>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: every drag has a control beside the figure that does the same */}
      <div
        ref={box}
        class={onDrag === undefined ? 'sheet' : 'sheet touch'}
        style={{ height: `${tall}px` }}
        onKeyDown={walk}
        {...drag}
      >
        {width > 0 ? draw(onScreen) : null}
      </div>
      {children === undefined ? null : <div class="says">{children}</div>}
    </figure>
  );
};

/** Arrow keys go from mark to mark. */
const walk = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const marks = [...event.currentTarget.querySelectorAll<SVGGElement>('.mark')];
  if (marks.length === 0) return;
  const at = marks.indexOf(document.activeElement as unknown as SVGGElement);
  const next = at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length;
  marks[next]?.focus();
  event.preventDefault();
};

const dragging = (onDrag: FigureFrameProps['onDrag'], drawn: Drawn) => {
  if (onDrag === undefined) return {};
  const tell = (event: TargetedPointerEvent<HTMLDivElement>, done: boolean): void => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onDrag([event.clientX - left, event.clientY - top], drawn, done);
  };
  return {
    // A figure that is dragged needs no focus, and would show a frame for it.
    onMouseDown: (event: TargetedMouseEvent<HTMLDivElement>) => event.preventDefault(),
    onPointerDown: (event: TargetedPointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      tell(event, false);
    },
    onPointerMove: (event: TargetedPointerEvent<HTMLDivElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) tell(event, false);
    },
    onPointerUp: (event: TargetedPointerEvent<HTMLDivElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) tell(event, true);
    },
  };
};
