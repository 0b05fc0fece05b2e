import type { ComponentChildren, JSX } from 'preact';
import type { Scenario } from '../domain/scenario.ts';
import { Name } from './Name.tsx';
import type { LogStatus, Origin } from './status.ts';
import { alike, count, counted, plain } from './words.ts';

interface HeadProps {
  readonly scenario: Scenario;
  readonly origin: Origin;
  readonly status: LogStatus;
  readonly cycles: number;
}

/** Which run this is about, so that nobody takes it for another. */
export const Head = ({ scenario, origin, status, cycles }: HeadProps): JSX.Element => {
  const { name, about, units, supply, agents, forward, spot, carry, states } = scenario;
  const { seed, version, forks } = origin;
  return (
    <header>
      <p class="kind">Report of a run</p>
      <h1>
        <Name text={name} />
      </h1>
      {about === '' ? null : (
        <p class="about">
          <bdi>{about}</bdi>
        </p>
      )}
      <dl class="facts">
        <Fact name="agents">{count(agents.length)}</Fact>
        <Fact name="supply">
          {alike(supply)(supply)} <Name text={units.quantity} />
        </Fact>
        <Fact name="money">
          <Name text={units.money} />
        </Fact>
        <Fact name="cycles">
          {count(cycles)}
          {cycles < scenario.cycles && forks.length === 0 ? ` of ${count(scenario.cycles)}` : ''}
        </Fact>
        <Fact name="forward market">
          {forward.rule}
          {'margin' in forward ? `, margin ${forward.margin}` : ''}
          {'charges' in forward && forward.charges !== 'none' ? `, ${forward.charges} charges` : ''}
        </Fact>
        <Fact name="spot market">
          {spot.mechanism.toUpperCase()}
          {spot.resale ? ', resale counted' : ''}
        </Fact>
        <Fact name="next endowments">{carry === 'allocation' ? 'the allocation' : 'as at first'}</Fact>
        {states === null ? null : (
          <Fact name="states of demand">
            {states.outcomes.map(({ id }) => plain(id)).join(', ')}
            {states.anticipated ? ', anticipated' : ''}
          </Fact>
        )}
        <Fact name="seed">{seed === null ? 'hidden' : <Name text={seed} />}</Fact>
        <Fact name="played by">forespot {version}</Fact>
      </dl>
      <dl class="hashes">
        <Fact name="head of the log">
          {status.head === null ? 'none: the log is broken' : <code>{status.head}</code>}
        </Fact>
        <Fact name="final state">
          {status.replay === null || status.replay.stateHash === '' ? (
            'not computed'
          ) : (
            <code>{status.replay.stateHash}</code>
          )}
        </Fact>
        {forks.map(({ parent, cycle, edits }) => (
          <Fact key={parent} name="forked from">
            <code>{parent}</code> in cycle {count(cycle)}, {counted(edits.length, 'edit')}:{' '}
            {edits.map(({ path, value }, e) => (
              <span key={path}>
                {e === 0 ? '' : '; '}
                <Name text={`${path} = ${value === null ? 'hidden' : JSON.stringify(value)}`} />
              </span>
            ))}
          </Fact>
        ))}
      </dl>
    </header>
  );
};

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
