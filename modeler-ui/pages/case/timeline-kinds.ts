/** Which kinds of things an entry of the timeline tells of, for whoever looks for one of them. */
import { kindOf } from './decision.js';
import type { TimelineEntry } from './queries.js';

export const TIMELINE_KINDS = ['contacts', 'hand-ons', 'documents', 'messages', 'dates'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Acts, or the beginnings of their names where it ends in a dot. An act may be of several kinds: extending a date sends a message. */
const ACTS: Readonly<Record<TimelineKind, readonly string[]>> = {
  contacts: ['case.registered', 'contact.', 'call-back', 'matter.withdrawn', 'pause.answered'],
  'hand-ons': ['tier.entered', 'task.claimed', 'task.released', 'task.assigned'],
  documents: ['document.', 'dms.', 'crm.document-arrived', 'crm.document-changed'],
  messages: ['message.sent', 'article.sent', 'status.sent', 'pause.asked', 'deadline.extended', 'letter.'],
  dates: ['dates.', 'pause.', 'deadline.', 'part.late', 'case.planned', 'dms.planned', 'task.put-aside'],
};

export function kindsOf({ act, facts }: TimelineEntry): readonly TimelineKind[] {
  const kinds = TIMELINE_KINDS.filter((kind) => ACTS[kind].some((known) => (known.endsWith('.') ? act.startsWith(known) : act === known)));
  const handsOn = act === 'decision.made' && typeof facts.decision === 'string' && kindOf(facts.decision, false) !== 'complete';
  return handsOn ? [...kinds, 'hand-ons'] : kinds;
}

/** As the address has them. */
export function readKinds(said: string | null): ReadonlySet<TimelineKind> {
  const words = (said ?? '').split(',');
  return new Set(TIMELINE_KINDS.filter((kind) => words.includes(kind)));
}
