/** What sample people decide about a task, by its element, and how long they take for it. */
import type { CatalogueEntry } from './catalogue/index.js';
import type { Chance } from './chance.js';

export type SampleDecision =
  | {
      readonly type: 'close';
      readonly decision: string;
      readonly outcomeCode: string;
      readonly closingText: string | null;
      readonly values: Values;
    }
  | { readonly type: 'hand-on'; readonly decision: string; readonly reason: string }
  | { readonly type: 'send-back'; readonly reason: string }
  | { readonly type: 'step'; readonly decision: string; readonly values: Values };
type Values = Readonly<Record<string, string | number | boolean>>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The law's notice is due some days before the date that it moves. */
const EXTENDED_BY_MS = 30 * DAY_MS;

/** Until somebody of the tier has decided; before office hours are taken into account. */
export function delayOf(element: string, chance: Chance): number {
  const [low, high] = DELAYS[element] ?? [HOUR_MS, 8 * HOUR_MS];
  // One in nine lies around.
  return chance.between(low, high) * (chance.happens(0.11) ? 5 : 1);
}

const DELAYS: Readonly<Record<string, readonly [number, number]>> = {
  recognise: [0.3 * HOUR_MS, 5 * HOUR_MS],
  answer: [0.1 * HOUR_MS, 6 * HOUR_MS],
  'answer-now': [0.05 * HOUR_MS, 0.5 * HOUR_MS],
  'answer-as-expert': [0.5 * HOUR_MS, 4 * HOUR_MS],
  'answer-later': [2 * HOUR_MS, 2 * DAY_MS],
  clarify: [2 * HOUR_MS, 2 * DAY_MS],
  accept: [2 * HOUR_MS, 1.5 * DAY_MS],
  settle: [DAY_MS, 8 * DAY_MS],
  'notify-new-date': [HOUR_MS, DAY_MS],
};

export interface TaskToDecide {
  readonly element: string;
  readonly actions: readonly string[];
  /** Engine clock. */
  readonly nowMs: number;
}

export function decide({ element, actions, nowMs }: TaskToDecide, entry: CatalogueEntry, chance: Chance): SampleDecision {
  switch (element) {
    case 'send-letter':
      return { type: 'step', decision: 'sent', values: { letterSent: true } };
    case 'call-back': {
      const callResult = chance.happens(0.7) ? 'reached' : 'not-reached';
      return { type: 'step', decision: callResult, values: { callResult } };
    }
    case 'accept':
      if (chance.happens(0.08)) return { type: 'step', decision: 'refuse', values: { refusalReason: 'wrong-department' } };
      return { type: 'step', decision: 'accept', values: { plannedAt: new Date(nowMs + chance.whole(2, 8) * DAY_MS).toISOString() } };
    case 'notify-new-date': {
      if (chance.happens(0.7)) return { type: 'step', decision: 'not-needed', values: {} };
      const newDate = new Date(nowMs + EXTENDED_BY_MS).toISOString().slice(0, 10);
      return { type: 'step', decision: 'extend', values: { newDate, extensionReason: 'other-office' } };
    }
    default:
      return general(element, actions, entry, chance);
  }
}

const WEIGHTS: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  recognise: [
    [15, 'resolve'],
    [58, 'line-1'],
    [10, 'line-2'],
    [13, 'department'],
    [4, 'not-ours'],
  ],
  answer: [
    [46, 'resolve'],
    [30, 'line-2'],
    [20, 'department'],
    [3, 'not-ours'],
    [1, 'danger'],
  ],
  clarify: [
    [42, 'resolve'],
    [44, 'department'],
    [10, 'back'],
    [4, 'not-ours'],
  ],
  settle: [
    [92, 'resolve'],
    [8, 'line-2'],
  ],
  'answer-now': [
    [70, 'resolve'],
    [24, 'expert'],
    [6, 'redirect'],
  ],
  'answer-as-expert': [
    [60, 'resolve'],
    [30, 'later'],
    [10, 'redirect'],
  ],
  'answer-later': [
    [90, 'resolve'],
    [10, 'redirect'],
  ],
};

function general(element: string, actions: readonly string[], entry: CatalogueEntry, chance: Chance): SampleDecision {
  const offered = (WEIGHTS[element] ?? []).filter(([, action]) => actions.includes(action));
  const decision = offered.length === 0 ? 'resolve' : chance.weighted(offered);
  if (decision === 'resolve') return close(element, entry, chance);
  if (decision === 'back') return { type: 'send-back', reason: 'Proszę dopytać o dokładne miejsce i od kiedy to trwa.' };
  if (['line-1', 'line-2', 'department'].includes(decision)) return { type: 'hand-on', decision, reason: REASONS[decision] ?? '' };
  return { type: 'step', decision, values: {} };
}

const REASONS: Readonly<Record<string, string>> = {
  'line-1': 'Sprawa rozpoznana, proszę odpowiedzieć.',
  'line-2': 'Odpowiedź z katalogu nie wystarcza, proszę wyjaśnić.',
  department: 'Potrzebne działanie w terenie albo decyzja wydziału.',
};

function close(element: string, entry: CatalogueEntry, chance: Chance): SampleDecision {
  const closing = (outcomeCode: string, closingText: string | null, values: Values = {}): SampleDecision => ({
    type: 'close',
    decision: 'resolve',
    outcomeCode,
    closingText,
    values,
  });
  if (element !== 'settle' && element !== 'explain-dms-outcome') {
    return closing('answered', entry.answer, element === 'answer' ? { basis: chance.one(['standard', 'mixed', 'ad-hoc']) } : {});
  }
  switch (
    chance.weighted([
      [68, 'done'],
      [16, 'not-confirmed'],
      [16, 'refused'],
    ] as const)
  ) {
    case 'done':
      return closing('done', 'Sprawa jest załatwiona. Dziękujemy za zgłoszenie.');
    case 'not-confirmed':
      return closing('not-confirmed', 'Byliśmy na miejscu i nie znaleźliśmy tego, co zgłoszono. Jeśli problem wróci, proszę dać nam znać.');
    case 'refused':
      return closing(
        'refused',
        'Nie możemy tego zrobić: miejsce nie należy do miasta. Powiedzieliśmy właścicielowi, o co Pani lub Pan prosi.',
      );
  }
}
