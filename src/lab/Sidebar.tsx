import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatFault } from '../../scenarios/fault.ts';
import { amountsLike } from '../figures/amountsLike.ts';
import { bundledScenarios } from './bundledScenarios.ts';
import { type Dial, dialGroups } from './dials.ts';
import { faults, notes, openFile, openText, origin, scenario, text } from './session.ts';
import { turnDial } from './turnDial.ts';

/** The editor is as large as the rest of the page: it is loaded when somebody writes. */
const LazyEditor = (): JSX.Element => {
  const [Editor, setEditor] = useState<ComponentType | null>(null);
  useEffect(() => {
    void import('./open/Editor.tsx').then((loaded) => setEditor(() => loaded.Editor));
  }, []);
  return Editor === null ? <p class="quiet">The editor is being loaded …</p> : <Editor />;
};

/** What is open, ways to open something else, and the scenario's numbers. */
export const Sidebar = (): JSX.Element => {
  const [writing, setWriting] = useState(false);
  const open = scenario.value;
  const known = bundledScenarios.find((each) => each.text === text.value);
  return (
    <aside class="sidebar" aria-label="Scenario">
      <label class="field">
        <span>Scenario</span>
        <select
          value={known?.name ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const chosen = bundledScenarios.find(({ name }) => name === value);
            if (chosen !== undefined) void openText(chosen.text, chosen.name);
          }}
        >
          {known === undefined ? (
            <option value="">{origin.value.kind === 'scenario' ? 'your own' : origin.value.name}</option>
          ) : null}
          {bundledScenarios.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div class="buttons">
        <button type="button" aria-expanded={writing} onClick={() => setWriting(!writing)}>
          {writing ? 'Close the editor' : 'Write'}
        </button>
        <label class="button">
          Open a file
          <input
            type="file"
            class="unseen"
            accept=".yaml,.yml,.json,.ndjson"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file !== undefined) void openFile(file);
              currentTarget.value = '';
            }}
          />
        </label>
        {origin.value.kind === 'scenario' ? <CopyLink /> : null}
      </div>
      <p class="quiet hint">A scenario or a log can also be dropped anywhere on the page.</p>
      {faults.value.length === 0 ? null : (
        <ul class="faults" role="alert">
          {faults.value.slice(0, 20).map((fault) => (
            <li key={formatFault(fault)}>{formatFault(fault)}</li>
          ))}
        </ul>
      )}
      {writing ? <LazyEditor /> : null}
      {open === null ? null : (
        <>
          <h2>{open.name}</h2>
          <About about={open.about} />
          {notes.value.map((note) => (
            <p key={note} class="quiet">
              {note}
            </p>
          ))}
          {origin.value.kind === 'scenario' ? (
            <Dials />
          ) : (
            <p class="quiet">
              A log is what happened: its numbers stand. Branch it to ask what if. No link holds a log: send the file.
            </p>
          )}
        </>
      )}
    </aside>
  );
};

/** The first sentence, and the rest for who wants it. */
const About = ({ about }: { readonly about: string }): JSX.Element | null => {
  const end = about.search(/[.?!:](\s|$)/) + 1;
  const [first, rest] = end > 0 ? [about.slice(0, end), about.slice(end).trim()] : [about, ''];
  if (about === '') return null;
  return (
    <div class="about">
      {first}
      {rest === '' ? null : (
        <details>
          <summary>more</summary>
          {rest}
        </details>
      )}
    </div>
  );
};

const CopyLink = (): JSX.Element => {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      onClick={() => {
        navigator.clipboard?.writeText(location.href).then(
          () => setCopied(true),
          () => window.prompt('The link to this scenario', location.href),
        );
        setTimeout(() => setCopied(false), 2000);
      }}
    >
      {copied ? 'Copied' : 'Copy link'}
    </button>
  );
};

/** Agents whose dials are shown: a page of sliders helps nobody. */
const MOST_AGENTS = 40;

const Dials = (): JSX.Element => {
  const open = scenario.value;
  if (open === null) return <p />;
  const groups = dialGroups(open);
  return (
    <section aria-label="Numbers of the scenario" class="dials">
      {groups.slice(0, MOST_AGENTS + 1).map(({ name, agent, dials }) => (
        <details key={`${agent} ${name}`} open={agent === null || agent === 0}>
          <summary>
            {agent === null ? null : <i class={`dot agent-${(agent % 8) + 1}`} />}
            {name}
          </summary>
          {dials.map((dial) => (
            <Slider key={dial.label} dial={dial} owner={name} />
          ))}
        </details>
      ))}
    </section>
  );
};

const Slider = ({ dial, owner }: { readonly dial: Dial; readonly owner: string }): JSX.Element => {
  const { label, value, min, max, whole, turned } = dial;
  const turn = (written: string, brief: boolean): void => {
    const open = scenario.peek();
    const number = Number(written);
    if (open !== null && Number.isFinite(number))
      void turnDial(turned(open, whole === true ? Math.round(number) : number), brief);
  };
  const shown = whole === true ? String(value) : amountsLike(Math.max(Math.abs(max), Math.abs(min)))(value);
  return (
    <label class="dial">
      <span>{label}</span>
      <output>{shown}</output>
      <input
        type="range"
        min={min}
        max={max}
        step={whole === true ? 1 : 'any'}
        value={value}
        aria-label={`${owner}: ${label}`}
        aria-valuetext={shown}
        onInput={({ currentTarget }) => turn(currentTarget.value, true)}
        onChange={({ currentTarget }) => turn(currentTarget.value, false)}
        onKeyDown={(event) => {
          // Steps of a hundredth: `any` has none of its own.
          const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (step === undefined || whole === true) return;
          event.preventDefault();
          turn(String(Math.min(max, Math.max(min, value + (step * (max - min)) / 100))), false);
        }}
      />
    </label>
  );
};
