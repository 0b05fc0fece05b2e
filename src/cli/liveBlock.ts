/** Lines of a terminal that are written again in their place. */
export interface LiveBlock {
  readonly show: (text: string) => void;
  /** Leaves what is shown where it stands; what comes next begins below. */
  readonly leave: () => void;
}

const ESC = '\u001b[';

/** Own code, of three escape sequences: cli-progress redraws bars, not tables. Lines are cut at the terminal's width. */
export const liveBlock = (stream: NodeJS.WriteStream): LiveBlock => {
  let height = 0;
  return {
    show: (text) => {
      const lines = text.split('\n').map((line) => [...line].slice(0, Math.max(20, stream.columns - 1)).join(''));
      // Up to the block's first line, and everything from there on away.
      const back = height === 0 ? '' : `${ESC}${height}A${ESC}0J`;
      stream.write(`${back}${lines.join('\n')}\n`);
      height = lines.length;
    },
    leave: () => {
      height = 0;
    },
  };
};
