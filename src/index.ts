/**
 * forespot as a library. Everything here runs in a browser too, but for the functions that read and write files, which are
 * exported from `forespot/node`.
 */
export { type Fault, formatFault } from '../scenarios/fault.ts';
export { type ParsedScenario, parseScenario } from '../scenarios/parseScenario.ts';
export { agentsOf, bundledStrategies, type Strategies } from './assembly/agentsOf.ts';
export { economyOf } from './assembly/economyOf.ts';
export { type Assembled, marketsOf } from './assembly/marketsOf.ts';
export { runSetupOf } from './assembly/runSetupOf.ts';
export type {
  ForwardAgent,
  ForwardObservation,
  ForwardStrategy,
  PublicKnowledge,
  SpotAgent,
  SpotObservation,
  SpotStrategy,
  Strategy,
} from './domain/agents.ts';
export type { Economy, EconomyAgent, PerAgent } from './domain/economy.ts';
export type { Edit, Fork } from './domain/edits.ts';
export type { EventOf, MarketEvent } from './domain/events.ts';
export type { ForwardMarket, ForwardRound, SpotMarket, SpotOutcome, SpotRound } from './domain/markets.ts';
export type { Scenario } from './domain/scenario.ts';
export { eventStream } from './engine/eventStream.ts';
export { evolve } from './engine/evolve.ts';
export { type Replay, replay } from './engine/replay.ts';
export { type RunSetup, runEvents } from './engine/run.ts';
export { initialState, type MarketState } from './engine/state.ts';
export { checkOpening, type LeafVerdict } from './log/checkOpening.ts';
export { createVerifier, type Step, type Verifier, type WholePart } from './log/createVerifier.ts';
export { type LogLine, linesOf } from './log/logLine.ts';
export { type OpenedLeaf, type Opening, openLeaves } from './log/openLeaves.ts';
export { redactLine } from './log/redactLine.ts';
export { type Verdict, verifyLines } from './log/verifyLines.ts';
export type { VisibleEvent, VisibleOf, VisibleScenario } from './log/visibleEvent.ts';
export { bargain } from './studies/bargaining/bargain.ts';
export { type Boundary, boundary } from './studies/boundary.ts';
export { type Deviations, deviate } from './studies/deviate.ts';
export { type Equilibria, forwardEquilibria } from './studies/equilibria/forwardEquilibria.ts';
export { type ForwardDeviations, forwardDeviations, isEquilibrium } from './studies/forwardDeviations.ts';
export { type ForwardGame, forwardGame } from './studies/forwardGame.ts';
export { createMeasurer, type Measurer } from './studies/measures/createMeasurer.ts';
export { withMeasures } from './studies/measures/withMeasures.ts';
export { type RepeatedDeviations, repeatedDeviations } from './studies/repeated/repeatedDeviations.ts';
export { type ForwardSolution, type Solution, solve } from './studies/solve.ts';
export { type Stability, stability } from './studies/stability/stability.ts';
export { type Uncertainty, uncertainty } from './studies/uncertainty/uncertainty.ts';
export { agv } from './theory/agv.ts';
export { IntractableEconomy } from './theory/interimAllocation.ts';
export { type PricingFunction, pricingFunction } from './theory/pricingFunction.ts';
export { spotPayoff } from './theory/spotPayoff.ts';
export { type SpotProspect, spotProspect } from './theory/spotProspect.ts';
export { type Accuracy, type Theory, theoryOf } from './theory/theory.ts';
export { vcgPayments } from './theory/vcgPayments.ts';
export { worstOffType } from './theory/worstOffType.ts';
export type { CycleFigures } from './timeline/cycleFigures.ts';
export { DifferentAgents, diffRuns } from './timeline/diffRuns.ts';
export { ForkRefused, forkRun } from './timeline/forkRun.ts';
export { bytesSource, type LineSource } from './timeline/lineSource.ts';
export { type Moment, nextMoment } from './timeline/moment.ts';
export { openTimeline, type Timeline } from './timeline/openTimeline.ts';
export type { CycleDiff, RunDiff, WelfareChange } from './timeline/runDiff.ts';
