import type { Scenario } from '../domain/scenario.ts';

/** The line of a table of facts, labels `width` wide, that says which demands they are about; none without states of demand. */
export const demandScaleNote = ({ states }: Scenario, width: number): readonly string[] =>
  states === null
    ? []
    : [
        `${'states'.padEnd(width)}all of this is at demand scale 1; forespot states has each state and what is expected`,
      ];
