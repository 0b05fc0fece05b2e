import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Scenario } from '../../domain/scenario.ts';
import { branch, busy, dropBranch, placeOf, refused, startBranch } from '../branch.ts';
import { type Changeable, changeables } from '../changeables.ts';
import type { Timeline } from '../timeline.ts';

export interface BranchFormProps {
  readonly scenario: Scenario;
  readonly line: Timeline;
  readonly cycle: number;
}

/** What is to be otherwise in the cycle that is shown. Values are judged where the branch is played, as `forespot fork` judges them. */
export const BranchForm = ({ scenario, line, cycle }: BranchFormProps): JSX.Element => {
  const chosen = useSignal(0);
  const agent = useSignal(0);
  const written = useSignal({ of: '', text: '' });
  const { state } = line.momentAt(line.endOf(cycle));
  const current = state.scenario ?? scenario;
  const all = changeables(current);
  const what = all[Math.min(chosen.value, all.length - 1)] as Changeable;
  const i = Math.min(agent.value, scenario.agents.length - 1);
  const id = scenario.agents[i]?.id as string;
  const was = what.was(state, current, i);
  const at = placeOf(line, { what, agent: id, cycle });
  // What was is where one starts from.
  const of = `${what.name} ${i} ${was}`;
  const text = written.value.of === of ? written.value.text : was === null ? '' : shown(was, 8);
  const write = (next: string): void => {
    written.value = { of, text: next };
    refused.value = '';
  };
  const waiting =
    at === null
      ? what.before === 'report'
        ? 'The spot market stayed shut in this cycle, so nobody reported.'
        : 'Nothing of the kind has happened in this cycle yet.'
      : text.trim() === ''
        ? 'Expected a value.'
        : '';
  return (
    <section class="card wide" aria-label="What to change">
      <h3>What if, in cycle {cycle} …</h3>
      <form
        class="choices"
        onSubmit={(event) => {
          event.preventDefault();
          if (waiting === '') startBranch({ what, agent: id, value: text.trim(), cycle });
        }}
      >
        <label class="field">
          <span>the agent</span>
          <select
            value={i}
            disabled={!what.own}
            onChange={({ currentTarget }) => {
              agent.value = Number(currentTarget.value);
              refused.value = '';
            }}
          >
            {scenario.agents.map(({ id: name }, j) => (
              <option key={name} value={j}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>had another</span>
          <select
            value={what.name}
            onChange={({ currentTarget }) => {
              chosen.value = all.findIndex(({ name }) => name === currentTarget.value);
              refused.value = '';
            }}
          >
            {[true, false].map((own) => (
              <optgroup key={String(own)} label={own ? 'of the agent' : 'of the market'}>
                {all
                  .filter((each) => each.own === own)
                  .map(({ name }) => (
                    <option key={name}>{name}</option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
        <ValueFields what={what} was={was} scenario={current} text={text} write={write} />
        <button type="submit" class="main" disabled={waiting !== ''}>
          Branch
        </button>
        {branch.value === null ? null : (
          <button type="button" onClick={dropBranch}>
            Forget it
          </button>
        )}
      </form>
      <p class="quiet" role="status">
        {refused.value !== '' ? (
          <span class="bad">{refused.value}</span>
        ) : busy.value !== '' ? (
          `${busy.value} …`
        ) : waiting === '' ? (
          `The run stays as it was before event ${at}.${what.name === 'endowment' ? ' The others share the rest as before.' : ''}`
        ) : (
          waiting
        )}
      </p>
    </section>
  );
};

interface ValueProps {
  readonly what: Changeable;
  readonly was: number | string | null;
  readonly scenario: Scenario;
  readonly text: string;
  readonly write: (text: string) => void;
}

const ValueFields = ({ what, was, scenario, text, write }: ValueProps): JSX.Element => {
  const { range, choices, name } = what;
  const hear = ({ currentTarget }: { readonly currentTarget: { readonly value: string } }): void =>
    write(currentTarget.value);
  const [min, max] = range === null ? [0, 1] : range(scenario);
  const number = Number(text);
  return (
    <>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: it holds one of three */}
      <label class="field">
        <span>{was === null ? 'namely' : `not ${shown(was, 6)} but`}</span>
        {range !== null ? (
          <input type="number" step="any" value={text} onInput={hear} />
        ) : choices !== null ? (
          <select value={text} onChange={hear}>
            {choices(scenario).map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <input value={text} onInput={hear} />
        )}
      </label>
      {range === null ? null : (
        <input
          type="range"
          class="slide"
          min={min}
          max={max}
          step="any"
          value={Number.isFinite(number) ? number : min}
          aria-label={`the other ${name}`}
          onInput={({ currentTarget }) => write(shown(Number(currentTarget.value), 6))}
        />
      )}
    </>
  );
};

const shown = (value: number | string, digits: number): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(digits))) : value;
