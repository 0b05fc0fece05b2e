import type { JSX } from 'preact';
import type { Claim } from './claims.ts';

const SIGNS = { holds: '✓', fails: '✗', open: '–' } as const;

/** What can be said for the run, with a verdict each. */
export const Claims = ({ claims }: { readonly claims: readonly Claim[] }): JSX.Element => (
  <section aria-labelledby="claims">
    <h2 id="claims">What holds of this run</h2>
    <ul class="claims">
      {claims.map(({ id, statement, verdict, because }) => (
        <li key={id} id={id} class={verdict}>
          <h3>
            <span class="verdict">
              <span aria-hidden="true">{SIGNS[verdict]}</span> {verdict}
            </span>{' '}
            {statement}
          </h3>
          <p>{because}</p>
        </li>
      ))}
    </ul>
  </section>
);
