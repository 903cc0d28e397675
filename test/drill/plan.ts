/** What will happen, drawn from a seed before anything does: the cases and what people do with them, the faults and when they come. PURE. */
import { Chance } from '../../sample/chance.js';
import type { FaultWindow } from './faults.js';

/** Where a case goes. */
const WAYS = [
  [24, 'by-phone'],
  [14, 'at-counter'],
  [24, 'department'],
  [16, 'closed-in-dms'],
  [6, 'closed-in-dms-at-line-2'],
  [4, 'unknown-code'],
  [5, 'refused'],
  [4, 'stays-open'],
  [3, 'reopened'],
] as const;
export type Way = (typeof WAYS)[number][1];

/** The outcomes that all CRMs and the DMS of the drill know. */
export type Outcome = 'done' | 'answered';

/** How the CRM tells what its people did there: two changes each, told as said here. */
export type CrmNews = 'none' | 'in-order' | 'twice' | 'out-of-order' | 'strangers' | 'clock-apart';
const NEWS = [
  [60, 'none'],
  [8, 'in-order'],
  [9, 'twice'],
  [9, 'out-of-order'],
  [7, 'strangers'],
  [7, 'clock-apart'],
] as const;

export interface CasePlan {
  readonly index: number;
  /** Of the conversation; the same plan has the same ones. */
  readonly draftId: string;
  readonly way: Way;
  readonly outcome: Outcome;
  readonly note: string;
  /** Names of documents that the department adds; what is in them follows from name and index. */
  readonly documents: readonly string[];
  readonly news: CrmNews;
}

export interface DrillPlan {
  readonly cases: readonly CasePlan[];
  readonly faults: readonly FaultWindow[];
}

const DOCUMENT_NAMES = ['pismo.pdf', 'zdjęcie: dziura.jpg', 'notatka służbowa.txt', 'mapa "A/B".png', 'protokół.odt', '…'] as const;

export interface Wish {
  readonly seed: number;
  readonly cases: number;
  /** What callers say; never empty. */
  readonly notes: readonly string[];
}

export function planOf({ seed, cases, notes }: Wish): DrillPlan {
  const chance = new Chance(seed);
  return { cases: Array.from({ length: cases }, (_, index) => caseOf(index, chance, notes)), faults: faultsOf(chance) };
}

function caseOf(index: number, chance: Chance, notes: readonly string[]): CasePlan {
  // Each way and each kind of news comes, however few cases there are.
  const way = WAYS[index]?.[1] ?? chance.weighted(WAYS);
  const news = NEWS[index]?.[1] ?? chance.weighted(NEWS);
  const hex = (length: number): string => Array.from({ length }, () => chance.whole(0, 15).toString(16)).join('');
  const draftId = `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  const most = chance.weighted([
    [50, 0],
    [35, 1],
    [15, 2],
  ]);
  const documents = Array.from({ length: most }, (_, at) => `${at}-${chance.one(DOCUMENT_NAMES)}`);
  return { index, draftId, way, outcome: chance.one(['done', 'answered']), note: chance.one(notes), documents, news };
}

/** One after the other, then together. `from` and `to` are shares of the way. */
function faultsOf(chance: Chance): readonly FaultWindow[] {
  const alone = (kind: FaultWindow['kind'], from: number, to: number, share: number): FaultWindow => ({ kind, from, to, share });
  const jitter = (): number => chance.between(-0.01, 0.01);
  return [
    alone('dms-name-refused', 0, 1, 0.4),
    alone('dms-locked', 0, 1, 0.1),
    alone('crm-slow', 0.02, 0.1, 0.6),
    alone('house-killed', 0.12 + jitter(), 1, 1),
    alone('crm-500', 0.14, 0.22, 0.5),
    alone('crm-answer-lost', 0.2, 0.3, 0.4),
    alone('database-killed', 0.3 + jitter(), 1, 1),
    alone('crm-412', 0.32, 0.4, 0.5),
    alone('dms-answer-lost', 0.36, 0.46, 0.3),
    alone('crm-429', 0.4, 0.46, 0.4),
    alone('dms-500', 0.46, 0.52, 0.3),
    alone('dms-down', 0.52, 0.57, 1),
    alone('crm-down', 0.58, 1, 1),
    alone('dms-slow', 0.6, 0.66, 0.5),
    // Together.
    ...(['crm-slow', 'crm-500', 'crm-412', 'crm-answer-lost', 'dms-slow', 'dms-500', 'dms-answer-lost'] as const).map((kind) =>
      alone(kind, 0.74, 0.97, 0.12),
    ),
    alone('crm-429', 0.84, 0.92, 0.08),
  ];
}
