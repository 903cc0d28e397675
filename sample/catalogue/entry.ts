/** What a classification of the sample catalogue says. */
export interface CatalogueEntry {
  /** A row of processes/resident-matter/matter-routing.dmn. */
  readonly code: string;
  readonly name: string;
  readonly caseType: 'resident-matter' | 'information-request';
  readonly handling: 'simple' | 'formal';
  /** Plain words to the resident, approved for any consultant to read out. */
  readonly answer: string;
  readonly promise: string;
  readonly ask: readonly string[];
  readonly bring: readonly string[];
  readonly keywords: readonly string[];
  /** What callers say; for invented contacts. */
  readonly voices: readonly string[];
}

type Rest = Pick<CatalogueEntry, 'ask' | 'keywords' | 'voices'> & { readonly bring?: readonly string[] };

export function matter(code: string, name: string, promise: string, answer: string, rest: Rest): CatalogueEntry {
  return { code, name, caseType: 'resident-matter', handling: 'simple', promise, answer, bring: [], ...rest };
}

export function formal(code: string, name: string, answer: string, rest: Rest): CatalogueEntry {
  return { code, name, caseType: 'resident-matter', handling: 'formal', promise: '30 dni', answer, bring: [], ...rest };
}

export function information(code: string, name: string, promise: string, answer: string, rest: Rest): CatalogueEntry {
  return { code, name, caseType: 'information-request', handling: 'simple', promise, answer, bring: [], ...rest };
}
