/** The colours of a figure: any CSS colours. `standalone` figures carry their own fonts, ground and native tooltips. */
export interface Palette {
  readonly ink: string;
  /** For axes and second thoughts; still readable on the ground. */
  readonly soft: string;
  /** For grids. */
  readonly faint: string;
  readonly ground: string;
  /** Of the price schedule and other lines that belong to no agent. */
  readonly accent: string;
  readonly gain: string;
  readonly loss: string;
  /** Agents' colours in their order, told apart by the colour-blind (after Okabe & Ito 2008). */
  readonly series: readonly string[];
  readonly standalone: boolean;
}

/** For paper. */
export const PRINT: Palette = {
  ink: '#16212e',
  soft: '#566272',
  faint: '#dfe4ea',
  ground: '#ffffff',
  accent: '#17324d',
  gain: '#0072b2',
  loss: '#c75000',
  series: ['#0072b2', '#d55e00', '#00835f', '#b0568e', '#b07a00', '#3a93c9', '#6b5b95', '#4a5563'],
  standalone: true,
};

/** For a page that defines these variables, in light and in dark. */
export const SCREEN: Palette = {
  ink: 'var(--ink)',
  soft: 'var(--soft)',
  faint: 'var(--faint)',
  ground: 'var(--ground)',
  accent: 'var(--accent)',
  gain: 'var(--gain)',
  loss: 'var(--loss)',
  series: Array.from({ length: 8 }, (_, i) => `var(--agent-${i + 1})`),
  standalone: false,
};

/** The colour of an agent; after eight they come round again. */
export const colourOf = ({ series }: Palette, agent: number): string => series[agent % series.length] as string;
