/** Learning rules over numbered actions. They know no market; what they remember is a value that JSON can hold. */

/** Full information: after a round the rule is told what every action would have earned in it. */
export interface ExpertRule<State extends object> {
  readonly fresh: () => State;
  /** `draw` gives uniform numbers from [0, 1). */
  readonly choose: (state: State, draw: () => number) => number;
  readonly learn: (state: State, payoffs: readonly number[]) => void;
}

/** What a bandit is told after a round. */
export interface Lesson {
  readonly chosen: number;
  /** Of the chosen action, between 0 and 1. */
  readonly reward: number;
  /** Number of the situation in which it chose, and of the one that it chooses in next. */
  readonly situation: number;
  readonly next: number;
}

export interface BanditRule<State extends object> {
  readonly fresh: () => State;
  readonly choose: (state: State, situation: number, draw: () => number) => number;
  readonly learn: (state: State, lesson: Lesson) => void;
}
