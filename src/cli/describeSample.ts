import type { Scenario } from '../domain/scenario.ts';
import type { SampledFigure, SampleReport } from '../studies/sampling/sampleReport.ts';
import { demandScaleNote } from './demandScaleNote.ts';
import { amountsLike, table } from './format.ts';
import { sparkline } from './sparkline.ts';

/** Payments of more agents than these are left to --json. */
const MOST_AGENTS = 30;

/** A sample for people: a row a figure, sampled beside exact, then quantiles. */
export const describeSample = (scenario: Scenario, report: SampleReport): string => {
  const { figures, payments, draws, operates } = report;
  const { money } = scenario.units;
  const shown = payments.slice(0, MOST_AGENTS);
  const rows: readonly (readonly [string, SampledFigure])[] = [
    ['surplus', figures.surplus],
    ['welfare', figures.welfare],
    ['gains from trade', figures.gains],
    ['share without trade', figures.keptShare],
    ['price', figures.price],
    ...shown.map((payment) => [`payment of ${payment.agent}`, payment] as const),
  ];
  const hidden = payments.length - shown.length;
  // What is zero but for rounding is written as zero: in money as the sums of money go, in other units as the figure itself goes.
  const sums: readonly SampledFigure[] = [figures.surplus, figures.welfare, figures.gains, ...shown];
  const dustOfMoney = 1e-9 * Math.max(...sums.map(({ mean }) => Math.abs(mean)));
  const isLevel = (figure: SampledFigure): boolean =>
    figure.standardDeviation < (sums.includes(figure) ? dustOfMoney : 1e-9 * Math.abs(figure.mean));
  const like = (figure: SampledFigure) =>
    amountsLike(Math.max(Math.abs(figure.mean), figure.standardDeviation, isLevel(figure) ? 1 : 0));
  return [
    `${report.name}: ${draws.toLocaleString('en')} draws of the spot market, ${report.mechanism}, seed ${report.seed} (${money})`,
    '',
    table(
      ['', 'mean', '95% confidence', 'exact', 'z', 'sd', 'distribution'],
      rows.map(([name, figure]) => {
        const amount = like(figure);
        const level = isLevel(figure);
        return [
          name,
          amount(figure.mean),
          `+- ${level ? 0 : plain(figure.confidence[1] - figure.mean)}`,
          figure.exact === null ? '' : amount(figure.exact),
          figure.z === null ? '' : figure.z.toFixed(1),
          amount(figure.standardDeviation),
          level ? '' : sparkline(coarse(figure.histogram.counts)),
        ];
      }),
    ),
    '',
    table(
      ['quantiles', ...figures.surplus.quantiles.map(({ probability }) => `${100 * probability}%`), 'error at most'],
      rows.map(([name, figure]) => {
        const { quantiles } = figure;
        const amount = like(figure);
        const error = quantiles.reduce((most, quantile) => Math.max(most, quantile.error), 0);
        return [name, ...quantiles.map(({ value }) => amount(value)), error.toExponential(0)];
      }),
    ),
    '',
    ...(hidden > 0 ? [`and payments of ${hidden} more agents: see --json`] : []),
    operates
      ? 'the spot market operates at these holdings'
      : 'the spot market would run a deficit at these holdings and stay shut; these are its rounds if it did not',
    ...(scenario.spot.resale ? ['a unit counts for what it is worth in the round; resale is left out'] : []),
    ...demandScaleNote(scenario, 12),
    `${report.compared} means have an exact value; the one furthest from it is ${Math.abs(report.largestZ).toFixed(1)} standard errors away`,
  ].join('\n');
};

/** A histogram in at most sixteen bins. */
const coarse = (counts: readonly number[]): readonly number[] => {
  const size = Math.ceil(counts.length / 16);
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, j) =>
    counts.slice(j * size, (j + 1) * size).reduce((sum, count) => sum + count, 0),
  );
};

/** Two significant digits at least, without an exponent. */
const plain = (amount: number): string => {
  const digits = Math.min(20, Math.max(0, 1 - Math.floor(Math.log10(amount))));
  return amount.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
};
