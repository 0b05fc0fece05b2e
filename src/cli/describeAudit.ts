import type { Scenario } from '../domain/scenario.ts';
import type { AuditRow } from '../studies/audit/audit.ts';
import { TOLERANCE } from '../studies/audit/statement.ts';
import { table } from './format.ts';

/** An audit as a person reads it: on a terminal, and as a page. `saved` has the file of each witness, by statement. */

const MARGINS =
  'Margins are shares of the market’s scale (supply times the width of the types’ support), and a statement fails below -1e-9.';

const farings = ({ failures, economies }: AuditRow): string =>
  failures > 0 ? `${failures} of ${economies}` : String(economies);

/** What is smaller than the tolerance is rounding, and no figure to be read. */
const margin = ({ worst }: AuditRow): string => (Math.abs(worst) < TOLERANCE ? '0' : worst.toPrecision(3));

const failing = (rows: readonly AuditRow[]): readonly AuditRow[] => rows.filter(({ verdict }) => verdict === 'fails');

export const describeAudit = (rows: readonly AuditRow[], saved: ReadonlyMap<string, string>): string =>
  [
    table(
      ['statement', 'verdict', 'economies', 'worst margin'],
      rows.map((row) => [row.statement, row.verdict, farings(row), margin(row)]),
    ),
    '',
    MARGINS,
    ...failing(rows).map(({ statement, claim, correction }) => {
      const path = saved.get(statement) ?? '';
      const mended = correction === null ? '' : `\n  mended: ${correction}`;
      return `\n${statement} fails: ${claim}\n  see: npx forespot solve ${path}${mended}`;
    }),
  ].join('\n');

/** The same in Markdown, with the witnesses in full. */
export const auditPage = (rows: readonly AuditRow[]): string =>
  [
    '# What the program found',
    '',
    'Every statement of Liu, Loertscher & Marx (2020), checked by exact theory on the paper’s own cases and on random economies:',
    'all families of types, supports from zero and above it, two to six agents, all kinds of endowments. Rows marked _ours_ mend a',
    `statement that fails. ${MARGINS}`,
    '',
    '| statement | what it says | verdict | economies | worst margin |',
    '|---|---|---|---:|---:|',
    ...rows.map((row) => {
      const ours = row.corrected ? ' _(ours)_' : '';
      const verdict = row.verdict === 'fails' ? '**fails**' : row.verdict;
      return `| ${row.statement}${ours} | ${row.claim} | ${verdict} | ${farings(row)} | ${margin(row)} |`;
    }),
    '',
    '## What fails',
    '',
    'Each with the smallest economy found that shows it; `forespot audit` saves them as scenarios, for `solve` and `deviate`.',
    ...failing(rows).flatMap(({ statement, claim, witness, correction }) => [
      '',
      `**${statement}.** ${claim}`,
      ...(witness === null ? [] : ['', ...economy(witness)]),
      ...(correction === null ? [] : ['', `Mended: ${correction}.`]),
    ]),
  ].join('\n');

const economy = ({ agents, states }: Scenario): readonly string[] => [
  ...agents.map(({ id, maxDemand, endowment, type }) => {
    const { family, min, max, ...parameters } = type;
    const more = Object.entries(parameters).map(([name, value]) => `, ${name} ${JSON.stringify(value)}`);
    return `- ${id}: maximum demand ${maxDemand}, owns ${endowment}, types ${family} on [${min}, ${max}]${more.join('')}`;
  }),
  ...(states === null
    ? []
    : [
        `- states: ${states.outcomes.map(({ probability, demandScale }) => `demand times ${demandScale} with probability ${probability}`).join('; ')}`,
      ]),
];
