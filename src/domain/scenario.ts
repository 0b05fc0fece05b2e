import type { DistributionSpec } from './distribution.ts';

/** A strategy by its name (or the path of a module that exports one) and the parameters that the scenario gives it. */
export interface StrategyChoice {
  readonly strategy: string;
  readonly [parameter: string]: number | string;
}

export interface ScenarioAgent {
  readonly id: string;
  readonly group?: string;
  readonly maxDemand: number;
  readonly endowment: number;
  readonly type: DistributionSpec;
  readonly forward: StrategyChoice;
  readonly spot: StrategyChoice;
}

export type Charges = 'none' | 'linear' | 'participation';
export type HullDomain = 'full' | 'paper';

/** How the forward market prices; `margin` is m and `domain` the hulls' interval in P(y) = t^ + (1 + m)(hull(y) - t^). */
export type ForwardRule =
  | {
      readonly rule: 'discriminatory' | 'posted';
      readonly margin: number;
      readonly domain: HullDomain;
      readonly charges: Charges;
    }
  /** `price: null` takes the common worst-off type. */
  | { readonly rule: 'uniform'; readonly price: number | null; readonly charges: Charges }
  | { readonly rule: 'none' };

/** `claimant` is an agent's id or `equal`; vcg has none. */
export type SpotRule =
  | { readonly mechanism: 'vcg'; readonly resale: boolean }
  | { readonly mechanism: 'agv'; readonly claimant: string; readonly resale: boolean };

/** Aggregate uncertainty: in each outcome every maximum demand is multiplied by `demandScale`. */
export interface AggregateStates {
  readonly anticipated: boolean;
  readonly outcomes: readonly { readonly id: string; readonly probability: number; readonly demandScale: number }[];
}

/** A scenario as resolved: every default filled in, every fraction a number, every replica an agent, every CSV column inlined. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly seed: string;
  readonly units: { readonly quantity: string; readonly money: string };
  readonly supply: number;
  readonly agents: readonly ScenarioAgent[];
  readonly forward: ForwardRule;
  readonly spot: SpotRule;
  readonly states: AggregateStates | null;
  readonly cycles: number;
  readonly carry: 'allocation' | 'reset';
  readonly discount: number;
}
