/** The scenario's own words for its units. */
export interface Units {
  readonly quantity: string;
  readonly money: string;
}
