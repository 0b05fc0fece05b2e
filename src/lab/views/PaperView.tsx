import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { SurplusCurves, surplusCurvesTable } from '../../figures/SurplusCurves.tsx';
import type { AuditRow } from '../../studies/audit/audit.ts';
import type { Fared } from '../../studies/audit/statement.ts';
import { ask } from '../ask.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import { ScrollCard } from '../ScrollCard.tsx';
import { openText, view } from '../session.ts';
import { useAnswer } from '../useAnswer.ts';

const SEED = 'findings';
/** Random economies beside the paper's own cases: few, so that one waits for seconds. */
const RANDOM = 8;
const POINTS = 100;

/** The paper's Figure 1, and every statement of the paper checked while one watches. */
export const PaperView = (): JSX.Element => {
  const { answer, error } = useAnswer('figure1', { points: POINTS }, 'figure 1');
  if (error !== null) return <p class="fault">{error}</p>;
  return (
    <div class="figures">
      {answer === null ? (
        <p class="quiet wide">Figure 1 is being computed …</p>
      ) : (
        <FigureFrame
          title="Figure 1 of the paper, computed"
          name="figure-1"
          wide
          height={380}
          draw={(drawn) => <SurplusCurves {...drawn} {...answer} />}
          table={() => surplusCurvesTable(answer)}
        >
          Three agents with uniform types, k₂ = k₃ = 2/3. A spot market keeps more when agent 1 holds everything than at
          the interior holdings as long as k₁ is below {answer.crossing.toFixed(6)}.
        </FigureFrame>
      )}
      <Audit />
    </div>
  );
};

type Progress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly of: number }
  | { readonly kind: 'failed'; readonly text: string };
const progress = signal<Progress>({ kind: 'idle' });
const rows = signal<readonly AuditRow[]>([]);

/** Checks the statements case by case; the table fills while it goes. */
const runAudit = async (): Promise<void> => {
  if (progress.peek().kind === 'running' || rows.peek().length > 0) return;
  const cases = await ask('auditCases', { random: RANDOM });
  if (cases === null) return;
  const shares: (readonly Fared[])[] = [];
  try {
    for (let index = 0; index < cases; index++) {
      progress.value = { kind: 'running', done: index, of: cases };
      const share = await ask('auditCase', { index, seed: SEED }, 'audit');
      if (share !== null) shares.push(share);
    }
    progress.value = { kind: 'running', done: cases, of: cases };
    rows.value = (await ask('auditRows', { shares, seed: SEED }, 'audit')) ?? [];
    progress.value = { kind: 'idle' };
  } catch (error) {
    progress.value = { kind: 'failed', text: error instanceof Error ? error.message : String(error) };
  }
};

const VERDICTS: Readonly<Record<AuditRow['verdict'], string>> = {
  holds: 'holds',
  fails: 'fails',
  'holds corrected': 'holds, ours',
};

const Audit = (): JSX.Element => {
  useEffect(() => {
    // Not before somebody has looked at the page for a moment.
    const timer = setTimeout(() => void runAudit(), 400);
    return () => clearTimeout(timer);
  }, []);
  const state = progress.value;
  return (
    <ScrollCard label="Every statement of the paper, checked">
      <h3>Every statement of the paper, checked</h3>
      <p class="quiet">
        {state.kind === 'running'
          ? state.done === state.of
            ? 'looking for the smallest economy that shows each failure …'
            : `economy ${state.done + 1} of ${state.of} …`
          : state.kind === 'failed'
            ? state.text
            : 'On the paper’s own cases and some random economies, by exact theory. A click on a witness opens the smallest economy found that shows the failure.'}
      </p>
      {rows.value.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th>statement</th>
              <th>verdict</th>
              <th class="number">economies</th>
              <th class="number">smallest margin</th>
              <th>witness or correction</th>
            </tr>
          </thead>
          <tbody>
            {rows.value.map(({ statement, claim, verdict, economies, failures, worst, witness, correction }) => (
              <tr key={statement} data-verdict={verdict}>
                <th scope="row" title={claim}>
                  {statement}
                </th>
                <td class={verdict === 'fails' ? 'bad' : 'good'}>
                  {VERDICTS[verdict]}
                  {failures > 0 ? ` in ${failures}` : ''}
                </td>
                <td class="number">{economies}</td>
                <td class="number">{economies === 0 ? '' : worst.toExponential(1)}</td>
                <td>
                  {witness === null ? null : (
                    <button
                      type="button"
                      class="link"
                      onClick={() => {
                        view.value = 'floor';
                        void openText(JSON.stringify(witness, null, 2), witness.name);
                      }}
                    >
                      open the witness
                    </button>
                  )}{' '}
                  {correction}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ScrollCard>
  );
};
