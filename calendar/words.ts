/** Owns what the calendar says to people: Polish and English. */
export interface Words {
  readonly pl: string;
  readonly en: string;
}
