/** Turns the journal into what people read: whose act it was, in the city's words, and whether it is worth their time. */
import type { Schemas } from '../../api/schema.js';
import type { TimelineItem } from '../../components/Timeline/Timeline.js';
import type { Strings, Translate } from '../../i18n/strings.js';
import type { TimelineEntry } from './queries.js';

/** Steps of systems that people wait for or must know. */
const TOLD: ReadonlySet<string> = new Set([
  'case.registered',
  'case.resolved',
  'case.closing-incomplete',
  'case.start-refused',
  'tier.entered',
  'dms.file.closed',
  'crm.numbered',
  'dms.numbered',
  'crm.closed-there',
  'crm.document-arrived',
  'dms.document-arrived',
  'crm.document-changed',
  'dms.document-changed',
  'dms.document-too-large',
  'dms.document-empty',
  'dms.document-gone',
  'dms.document-unreadable',
  'external-case.changed',
  'matter.withdrawn',
  'step.failed',
  'step.repaired',
  'deadline.missed',
  'deadline.not-accepted',
  'deadline.escalated',
  'deadline.overdue',
  'part.late',
  'pause.ended',
  'contact.added',
  'letter.superseded',
  'letter.returned',
]);
/** What a visit follows that is the closing's own. */
const CLOSINGS: ReadonlySet<string> = new Set(['case.resolved', 'case.closing-incomplete']);
/** Said already by the decision that led to it. */
const SAID_ALREADY: ReadonlySet<string> = new Set(['task.completed', 'pause.began']);

interface Speech<Key extends string> {
  readonly acts: Strings<Key>;
  readonly t: Translate<Key>;
  readonly nameOf: (login: string) => string;
  /** Words for codes: `word('tier', 'line-1')`. */
  readonly word: (kind: 'tier' | 'decision', code: string) => string;
  /** What a failed step said, in the person's language. */
  readonly failure: (message: string) => string;
}

type Answered = Schemas['AnsweredQuestion'];

export function toItems<Key extends string>(entries: readonly TimelineEntry[], speech: Speech<Key>): readonly TimelineItem[] {
  let tier: unknown;
  let hasClosed = false;
  return entries
    .map((entry) => {
      const item = toItem(entry, speech);
      if (CLOSINGS.has(entry.act)) hasClosed = true;
      if (entry.act !== 'tier.entered') return item;
      // A closing has a visit of its own, at the tier of its last task, whether or not the case ever entered that one; and a process may
      // enter the tier again that the case is at. Neither is anything that people wait for.
      const isNew = !hasClosed && entry.facts.tier !== tier;
      if (!hasClosed) tier = entry.facts.tier;
      hasClosed = false;
      return isNew ? item : { ...item, isSystem: true };
    })
    .reverse();
}

function toItem<Key extends string>(entry: TimelineEntry, { acts, t, nameOf, word, failure }: Speech<Key>): TimelineItem {
  const isSystems = entry.actor.startsWith('system');
  const key = `act.${entry.act}`;
  const fact = (name: string): string => (typeof entry.facts[name] === 'string' ? entry.facts[name] : '');
  const what = t((key in acts.pl ? key : 'act.other') as Key, {
    name: fact('name'),
    number: fact('number'),
    system: fact('system'),
    // Number, status and outcome in the codes of the other system.
    there: ['number', 'status', 'outcome']
      .map(fact)
      .filter((word) => word !== '')
      .join(', '),
    assignee: nameOf(fact('assignee')),
    tier: word('tier', fact('tier')),
    decision: word('decision', fact('decision')),
    asked: fact('assignee') === '' ? word('tier', fact('tier')) : nameOf(fact('assignee')),
  });
  const details = ['title', 'note', 'reason', 'question', 'answer', 'name', 'closingText', 'office', 'missing', 'message', 'notice']
    .map((name) => entry.payload?.[name])
    .filter((text) => typeof text === 'string' && text !== '')
    .map((text) => (entry.act === 'step.failed' ? failure(String(text)) : text));
  const answers = answersOf(entry);
  if (answers !== '') details.push(answers);
  return {
    id: String(entry.seq),
    at: entry.at,
    actor: isSystems ? t('system' as Key) : nameOf(entry.actor),
    what,
    ...(details.length === 0 ? {} : { details: details.join('\n\n') }),
    isSystem: TOLD.has(entry.act) ? false : isSystems || SAID_ALREADY.has(entry.act),
  };
}

/** Questions or fields of a form with what was answered, a line each. */
export function answersOf({ payload }: TimelineEntry): string {
  const answers = Array.isArray(payload?.answers) ? (payload.answers as readonly Answered[]) : [];
  return answers.map(({ label, answer }) => `${label}: ${answer}`).join('\n');
}

/** Tiers that the case has been at. */
export function visitedTiers(entries: readonly TimelineEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ act, facts }) => (act === 'tier.entered' && typeof facts.tier === 'string' ? [facts.tier] : [])));
}
