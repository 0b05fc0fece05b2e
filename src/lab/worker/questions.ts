import type { Fault } from '../../../scenarios/fault.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { MarketEvent } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import type { AuditRow } from '../../studies/audit/audit.ts';
import type { Fared } from '../../studies/audit/statement.ts';
import type { Figure1 } from '../../studies/figure1.ts';
import type { Reading } from '../../studies/readings.ts';
import type { Floor, FloorQuestion } from '../../timeline/floor.ts';

/** A scenario as JSON text: the worker knows again what it has seen, and keeps its theory. */
export type ScenarioText = string;

/** A forward and spot market at one moment of a run. */
export type FloorAsk = Omit<FloorQuestion, 'scenario'> & { readonly scenario: ScenarioText };

export interface Payoffs {
  readonly demands: readonly number[];
  readonly readings: readonly {
    readonly reading: Reading;
    readonly payoffs: readonly number[];
    readonly payoff: number;
    readonly best: { readonly demand: number; readonly payoff: number; readonly upperBound: number };
  }[];
  readonly interiorHoldings: PerAgent;
}

export interface Surface {
  readonly steps: number;
  readonly surface: readonly number[];
  readonly interior: PerAgent;
}

export interface Route {
  readonly name: string;
  readonly demands: readonly PerAgent[];
  /** What the forward market leaves of them. */
  readonly holdings: readonly PerAgent[];
}

export interface PotentialGrid {
  readonly spans: readonly [readonly [number, number], readonly [number, number]];
  readonly steps: number;
  readonly potential: readonly number[];
  readonly interior: PerAgent;
}

/** The beginning of a run, whole cycles, and the floor at the moment that is shown, if it is drawn. */
export interface Turned {
  readonly scenario: Scenario;
  readonly notes: readonly string[];
  readonly events: readonly MarketEvent[];
  readonly floor: { readonly key: string; readonly floor: Floor } | null;
}

export type Parsed =
  | { readonly scenario: Scenario; readonly notes: readonly string[] }
  | { readonly faults: readonly Fault[] };

/** What the page asks of the theory, and what it gets: one line a question. */
export interface Questions {
  readonly parse: { readonly ask: { readonly text: string; readonly file: string }; readonly answer: Parsed };
  /** A scenario as a dial leaves it, while event `seq` of its run is shown. */
  readonly turn: {
    readonly ask: { readonly scenario: Scenario; readonly seq: number; readonly drawsFloor: boolean };
    readonly answer: Turned | Extract<Parsed, { readonly faults: unknown }>;
  };
  /** The lines of a run's log, as the command line writes them. */
  readonly log: { readonly ask: { readonly events: readonly MarketEvent[] }; readonly answer: string };
  /** A scenario as a file. */
  readonly write: { readonly ask: { readonly scenario: Scenario }; readonly answer: string };
  readonly floor: { readonly ask: FloorAsk; readonly answer: Floor };
  readonly payoffs: {
    readonly ask: {
      readonly scenario: ScenarioText;
      readonly demands: PerAgent;
      readonly agent: number;
      /** The curve is drawn at least so far. */
      readonly furthest: number;
      /** Bounds proved to a billionth of the money at stake; to a thousandth while one drags. */
      readonly tight: boolean;
    };
    readonly answer: Payoffs;
  };
  readonly surface: {
    readonly ask: { readonly scenario: ScenarioText; readonly steps: number };
    readonly answer: Surface;
  };
  readonly surplus: {
    readonly ask: { readonly scenario: ScenarioText; readonly holdings: PerAgent };
    readonly answer: { readonly expectedSurplus: number; readonly worstOffTypes: PerAgent; readonly operates: boolean };
  };
  readonly routes: {
    readonly ask: { readonly scenario: ScenarioText; readonly from: PerAgent };
    readonly answer: readonly Route[];
  };
  readonly potential: {
    readonly ask: {
      readonly scenario: ScenarioText;
      readonly agents: readonly [number, number];
      readonly steps: number;
    };
    readonly answer: PotentialGrid;
  };
  readonly figure1: { readonly ask: { readonly points: number }; readonly answer: Figure1 };
  readonly auditCases: { readonly ask: { readonly random: number }; readonly answer: number };
  readonly auditCase: {
    readonly ask: { readonly index: number; readonly seed: string };
    readonly answer: readonly Fared[];
  };
  readonly auditRows: {
    readonly ask: { readonly shares: readonly (readonly Fared[])[]; readonly seed: string };
    readonly answer: readonly AuditRow[];
  };
}

export type QuestionKind = keyof Questions;
