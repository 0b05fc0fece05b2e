import { figure1 } from '../../studies/figure1.ts';
import { figure1Claims, figure1Reason } from '../../studies/figure1Claims.ts';
import { csv } from '../csv.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, print, printJson, table } from '../format.ts';

interface Figure1Options {
  readonly points: number;
  readonly csv?: boolean;
  readonly json?: boolean;
}

const MOST_POINTS = 100_000;
const HEAD = ['k_1', 'interior', 'corner', 'common worst-off type'];

/** `forespot figure-1`: both curves of the paper's Figure 1, and what the paper says of them. */
export const figure1Command = (options: Figure1Options): number => {
  if (options.points > MOST_POINTS) {
    throw new UserFault([`--points: expected at most ${MOST_POINTS.toLocaleString('en')}, got ${options.points}`]);
  }
  const figure = figure1(options.points);
  const rows = figure.points.map(({ maxDemand, interior, corner, worstOffType }) => {
    return [maxDemand, interior, corner, worstOffType];
  });
  if (options.csv === true) {
    print(csv(HEAD, rows));
    return EXIT.done;
  }
  const claims = [...figure1Claims(), ...figure1Reason()];
  if (options.json === true) printJson({ ...figure, claims });
  else {
    const write = amountsLike(0.1);
    print(
      [
        'Figure 1: expected surplus of the spot market, three agents with uniform types on [0, 1] and k_2 = k_3 = 2/3',
        '',
        table(
          HEAD,
          rows.map((row) => row.map(write)),
        ),
        '',
        `the corner (1, 0, 0) earns more below k_1 = ${figure.crossing.toFixed(10)}, the interior above`,
        ...claims.map(({ claim, holds }) => `${holds ? 'holds' : 'FAILS'}  ${claim}`),
        `accuracy  error at most ${figure.errorBound.toExponential(1)}`,
      ].join('\n'),
    );
  }
  return EXIT.done;
};
