/** Every act that the timeline knows by name is of the kinds that a person would look for it under. */
import { strings } from './act-strings.js';
import type { TimelineEntry } from './queries.js';
import { toItems } from './timeline-items.js';
import { kindsOf, readKinds, TIMELINE_KINDS, type TimelineKind } from './timeline-kinds.js';

const entry = (act: string, facts: TimelineEntry['facts'] = {}): TimelineEntry => ({
  seq: 1,
  at: '2026-01-07T09:00:00.000Z',
  actor: 'line1',
  act,
  facts,
  payload: null,
});
const known = Object.keys(strings.pl).flatMap((key) => (key.startsWith('act.') ? [key.slice('act.'.length)] : []));
const ofKind = (kind: TimelineKind) => known.filter((act) => kindsOf(entry(act)).includes(kind)).sort();

test('acts are found under their kind', () => {
  expect(ofKind('contacts')).toEqual([
    'call-back',
    'case.registered',
    'contact.added',
    'contact.from-duplicate',
    'contact.noted',
    'matter.withdrawn',
    'pause.answered',
  ]);
  expect(ofKind('hand-ons')).toEqual(['task.assigned', 'task.claimed', 'task.released', 'tier.entered']);
  expect(ofKind('documents')).toEqual([
    'crm.document-arrived',
    'crm.document-changed',
    'dms.changed',
    'dms.document-arrived',
    'dms.document-changed',
    'dms.document-empty',
    'dms.document-gone',
    'dms.document-too-large',
    'dms.document-unreadable',
    'dms.file.closed',
    'dms.linked',
    'dms.numbered',
    'dms.outdated',
    'dms.planned',
    'document.added',
    'document.moved-in',
    'document.moved-out',
    'document.paper',
  ]);
  expect(ofKind('messages')).toEqual([
    'article.sent',
    'deadline.extended',
    'letter.again',
    'letter.returned',
    'letter.superseded',
    'message.sent',
    'pause.asked',
    'status.sent',
  ]);
  expect(ofKind('dates')).toEqual(
    expect.arrayContaining(['deadline.extended', 'pause.entered', 'dates.recounted', 'case.planned', 'dms.planned']),
  );
});

test('a decision that hands on or sends back is a hand-on; one that closes isn’t', () => {
  const decided = (decision: string) => kindsOf(entry('decision.made', { decision }));
  expect([decided('line-2'), decided('back'), decided('resolve')]).toEqual([['hand-ons'], ['hand-ons'], []]);
});

test('an address with words that nobody knows narrows to those that somebody does', () => {
  expect([...readKinds('dates,nonsense,contacts')]).toEqual(['contacts', 'dates']);
  expect([...readKinds(null)]).toEqual([]);
  expect(TIMELINE_KINDS).toHaveLength(5);
});

test('a closing ends the story: its own visit is nothing that people wait for, also where no step ever entered that tier', () => {
  const told = (entries: readonly TimelineEntry[]) =>
    toItems(entries, { acts: strings, t: (key) => key, nameOf: (login) => login, word: (_, code) => code, failure: (message) => message })
      .filter(({ isSystem }) => !isSystem)
      .map(({ what }) => what)
      .reverse();
  const enters = (tier: string) => entry('tier.entered', { tier });
  const story = [
    entry('case.registered'),
    enters('line-1'),
    entry('case.resolved'),
    enters('department'),
    entry('case.reopened'),
    enters('line-1'),
  ];
  expect(told(story)).toEqual(['act.case.registered', 'act.tier.entered', 'act.case.resolved', 'act.case.reopened']);
  expect(told([...story, enters('line-2')]).at(-1)).toBe('act.tier.entered');
});
