import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Scrubber } from './Scrubber.tsx';
import { Sidebar } from './Sidebar.tsx';
import { length, openFile, progress, saveLog, timeline, VIEWS, type View, verdict, view } from './session.ts';
import { Tooltip } from './Tooltip.tsx';
import { BranchView } from './views/BranchView.tsx';
import { DemandsView } from './views/DemandsView.tsx';
import { FloorView } from './views/FloorView.tsx';
import { HoldingsView } from './views/HoldingsView.tsx';
import { PaperView } from './views/PaperView.tsx';
import { TimeView } from './views/TimeView.tsx';

const NAMES: Readonly<Record<View, string>> = {
  floor: 'Floor',
  time: 'Over time',
  demands: 'Demands',
  holdings: 'Holdings',
  branch: 'Branch',
  paper: 'The paper',
};

/** The whole page. */
export const App = (): JSX.Element => {
  useDrop();
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the figures
      </button>
      <header class="top">
        <h1>
          forespot <span>lab</span>
        </h1>
        <nav aria-label="Views">
          {VIEWS.map((name) => (
            <button
              key={name}
              type="button"
              aria-current={view.value === name ? 'page' : undefined}
              onClick={() => {
                view.value = name;
              }}
            >
              {NAMES[name]}
            </button>
          ))}
        </nav>
      </header>
      <div class="columns">
        <Sidebar />
        <main id="main" tabIndex={-1}>
          <Scrubber />
          <Status />
          <Shown />
        </main>
      </div>
      <Tooltip />
    </>
  );
};

const Shown = (): JSX.Element => {
  switch (view.value) {
    case 'floor':
      return <FloorView />;
    case 'time':
      return <TimeView />;
    case 'demands':
      return <DemandsView />;
    case 'holdings':
      return <HoldingsView />;
    case 'branch':
      return <BranchView />;
    case 'paper':
      return <PaperView />;
    default:
      return view.value satisfies never;
  }
};

const Status = (): JSX.Element => (
  <p class="status" role="status">
    {progress.value !== '' ? (
      <span class="quiet">{progress.value} …</span>
    ) : verdict.value === null ? null : (
      <span class={verdict.value.good ? 'good' : 'bad'}>
        {verdict.value.text}
        {verdict.value.stateHash === null ? null : (
          <>
            ; state <code data-hash={verdict.value.stateHash}>{verdict.value.stateHash.slice(0, 12)}…</code>
          </>
        )}
      </span>
    )}
    {length.value === 0 || progress.value !== '' ? null : (
      <>
        {verdict.value === null ? '' : ' · '}
        <button type="button" class="link" onClick={() => void saveLog(timeline.value)}>
          save its log
        </button>
      </>
    )}
  </p>
);

/** A file dropped anywhere on the page is opened. */
const useDrop = (): void => {
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void openFile(file);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('drop', drop);
    };
  }, []);
};
