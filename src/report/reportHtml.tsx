import { renderToString } from 'preact-render-to-string';
import { VERSION } from '../version.ts';
import type { Account } from './account.ts';
import { Claims } from './Claims.tsx';
import type { Claim } from './claims.ts';
import { FloorSection } from './FloorSection.tsx';
import { Head } from './Head.tsx';
import { LinesSection } from './LinesSection.tsx';
import type { LogStatus, Origin } from './status.ts';
import { STYLE } from './style.ts';
import { Tables } from './Tables.tsx';
import { plain } from './words.ts';

export interface Reported {
  readonly account: Account;
  readonly claims: readonly Claim[];
  readonly origin: Origin;
  readonly status: LogStatus;
  /** SHA-256 of UTF-8 text in base64. */
  readonly digest: (text: string) => string;
}

/** A run as one HTML page that asks for nothing and runs nothing; the same account gives the same bytes. */
export const reportHtml = ({ account, claims, origin, status, digest }: Reported): string => {
  const { scenario, cycles, shown } = account;
  const policy = `default-src 'none'; style-src 'sha256-${digest(STYLE)}'; base-uri 'none'; form-action 'none'`;
  const head = renderToString(
    <>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="generator" content={`forespot ${VERSION}`} />
      <title>{`${plain(scenario.name)}: report of a run`}</title>
    </>,
  );
  const body = renderToString(
    <>
      {status.broken !== null || (status.replay?.firstDifference ?? null) !== null ? (
        <p class="alarm" role="alert">
          {status.broken !== null
            ? 'The log of this run is broken. This report covers what stands before the break.'
            : 'Computed again, this run comes out differently: do not rely on its figures.'}
        </p>
      ) : null}
      <Head scenario={scenario} origin={origin} status={status} cycles={cycles} />
      <main>
        <Claims claims={claims} />
        {shown.map(({ round, why }) => (
          <FloorSection key={round.cycle} round={round} why={why} />
        ))}
        {cycles > 1 ? <LinesSection account={account} /> : null}
        <Tables account={account} />
      </main>
      <footer>
        <p>
          Made by forespot {VERSION} from the log alone. Gains and losses of up to {account.tolerance.toPrecision(2)}{' '}
          {plain(scenario.units.money)} count as none.
        </p>
      </footer>
    </>,
  );
  return `<!doctype html>\n<html lang="en">\n<head>${head}<style>${STYLE}</style></head>\n<body>${body}</body>\n</html>\n`;
};
