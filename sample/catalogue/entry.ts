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
  readonly filing: Filing;
  readonly keywords: readonly string[];
  /** What callers say; for invented contacts. */
  readonly voices: readonly string[];
}

/** Where the built-in EOD files it: class of the list of files (JRWA) and archive category. */
interface Filing {
  readonly jrwaClass: string;
  readonly archiveCategory: string;
}

/** Classes of a public list, that of the Polish ministry of culture; a city puts in its own. */
const POSTULATE: Filing = { jrwaClass: '052', archiveCategory: 'BE5' };
const PETITION: Filing = { jrwaClass: '050', archiveCategory: 'A' };
const PUBLIC_INFORMATION: Filing = { jrwaClass: '0111', archiveCategory: 'B10' };

type Rest = Pick<CatalogueEntry, 'ask' | 'keywords' | 'voices'> & { readonly bring?: readonly string[] };

export function matter(code: string, name: string, promise: string, answer: string, rest: Rest): CatalogueEntry {
  return { code, name, caseType: 'resident-matter', handling: 'simple', promise, answer, bring: [], filing: POSTULATE, ...rest };
}

export function formal(code: string, name: string, answer: string, rest: Rest): CatalogueEntry {
  return { code, name, caseType: 'resident-matter', handling: 'formal', promise: '30 dni', answer, bring: [], filing: PETITION, ...rest };
}

/** A question: the model of questions has one promise for all. */
export function information(code: string, name: string, answer: string, rest: Rest): CatalogueEntry {
  return {
    code,
    name,
    caseType: 'information-request',
    handling: 'simple',
    promise: '4 godziny pracy urzędu',
    answer,
    bring: [],
    filing: PUBLIC_INFORMATION,
    ...rest,
  };
}
