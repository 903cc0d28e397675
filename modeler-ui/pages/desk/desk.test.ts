/** What follows from a conversation: basis, ways, the new case, danger in words. */
import type { Classification } from '../../catalogue/classifications.js';
import { soundsDangerous } from './danger.js';
import { basisOf, type Content, isAnswered, isBlank, mayHaveComeOn, newDraft, toNewCase } from './draft.js';
import { entryTier, waysOf } from './tiers.js';

const POTHOLE: Classification = {
  code: 'roads.pothole',
  name: 'Dziura w jezdni',
  caseType: 'resident-matter',
  handling: 'simple',
  department: 'roads',
  approvedAnswer: 'Naprawimy w 3 dni.',
  promise: '3 dni',
  ask: [],
  bring: [],
  keywords: [],
  questions: [],
  version: 3,
  active: true,
  nameEn: '',
  jrwaClass: '',
  archiveCategory: '',
  danger: false,
};
const draft = (changes: Partial<Content> = {}) => {
  const fresh = newDraft('phone', new Date('2026-03-02T09:00:00Z'));
  return { ...fresh, content: { ...fresh.content, note: 'Dziura ', classification: POTHOLE.code, ...changes } };
};

test('a draft has an id of its own, a UUID of version 4', () => {
  const ids = new Set([1, 2, 3].map(() => draft().id));
  expect(ids.size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('the answer is standard as approved, mixed when changed, ad hoc without an approved one; the consultant has the last word', () => {
  expect(basisOf(draft().content, POTHOLE)).toBe('standard');
  expect(basisOf(draft({ answer: 'Naprawimy w 3 dni. ' }).content, POTHOLE)).toBe('standard');
  expect(basisOf(draft({ answer: 'Naprawimy w 3 dni. Proszę uważać.' }).content, POTHOLE)).toBe('mixed');
  expect(basisOf(draft({ answer: 'Sprawdzę.' }).content, { ...POTHOLE, approvedAnswer: '' })).toBe('ad-hoc');
  expect(basisOf(draft({ answer: 'Sprawdzę.', basis: 'standard' }).content, POTHOLE)).toBe('standard');
});

test('whoever talks with us has heard the answer, whoever writes has not', () => {
  expect((['phone', 'counter', 'chat', 'mail', 'letter'] as const).map((channel) => isAnswered(draft({ channel }).content))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(isAnswered(draft({ isAnswered: false }).content)).toBe(false);
});

const given = {
  classification: POTHOLE,
  classifications: [POTHOLE],
  outcome: 'answered',
  proposed: POTHOLE.approvedAnswer,
  answers: {},
  values: {},
};

test('each save says what it does to the case', () => {
  const settled = toNewCase(draft(), 'line-1', { type: 'settle' }, given);
  expect(settled).toMatchObject({
    note: 'Dziura',
    place: null,
    resident: null,
    entryTier: 'line-1',
    settle: {
      decision: 'resolve',
      outcomeCode: 'answered',
      closingText: 'Naprawimy w 3 dni.',
      values: { basis: 'standard', answered: true },
    },
  });
  expect(toNewCase(draft(), 'line-1', { type: 'hand-on', decision: 'line-2' }, given)).toMatchObject({ handOn: { decision: 'line-2' } });
  expect(toNewCase(draft(), 'front-office', { type: 'hand-on', decision: null }, given)).not.toHaveProperty('handOn');
  expect(toNewCase(draft(), 'line-1', { type: 'danger', text: '112' }, given)).toMatchObject({
    settle: { decision: 'danger', outcomeCode: 'emergency', closingText: '112' },
  });
  const somebody = { type: 'new', name: ' Jan ', phone: '', email: 'jan@example.org', postalAddress: '' } as const;
  expect(toNewCase(draft({ who: somebody, verification: 'document' }), 'line-1', { type: 'settle' }, given).resident).toEqual({
    new: { name: 'Jan', phone: null, email: 'jan@example.org', postalAddress: null, verification: 'document', replyChannel: 'mail' },
  });
});

test('somebody new hears of the answer as they can be reached, unless the consultant says otherwise', () => {
  const reply = (reach: object, changes: Partial<Content> = {}) => {
    const who = { type: 'new', name: 'Jan', phone: '', email: '', postalAddress: '', ...reach } as const;
    const { resident, replyChannel } = toNewCase(draft({ who, ...changes }), 'line-1', { type: 'settle' }, given);
    return [resident !== null && resident !== undefined && 'new' in resident ? resident.new.replyChannel : null, replyChannel];
  };
  expect(reply({ phone: '600 700 800', email: 'jan@example.org' })).toEqual(['mail', 'mail']);
  expect(reply({ phone: '600 700 800' })).toEqual(['phone', 'phone']);
  expect(reply({})).toEqual(['none', undefined]);
  expect(reply({ email: 'jan@example.org' }, { replyChannel: 'none' })).toEqual(['none', 'none']);
});

test('a letter has a day of receipt, today or within the year before; whoever talks with us is here now', () => {
  const came = (changes: Partial<Content>) =>
    toNewCase(draft({ receivedOn: '2026-02-26', ...changes }), 'line-1', { type: 'hand-on', decision: null }, given).receivedOn;
  expect([came({ channel: 'letter' }), came({ channel: 'letter', receivedOn: '' }), came({ channel: 'phone' })]).toEqual([
    '2026-02-26',
    undefined,
    undefined,
  ]);
  const evening = new Date('2026-03-01T23:30:00Z');
  expect(['2026-03-02', '2026-02-26', '2026-03-03', '2025-02-01', '0002-02-26'].map((day) => mayHaveComeOn(day, evening))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('what the caller heard goes into the case on every way: the kind’s own answer when it is settled, others always, each once', () => {
  const light: Classification = { ...POTHOLE, code: 'lights.broken', version: 5 };
  const both = { ...given, classifications: [POTHOLE, light] };
  const heard = (changes: Partial<Content>, save: Parameters<typeof toNewCase>[2]) =>
    toNewCase(draft(changes), 'line-1', save, both).articles?.map(({ code, version }) => `${code}@${version}`);
  const handOn = { type: 'hand-on', decision: 'line-2' } as const;
  expect(heard({}, { type: 'settle' })).toEqual(['roads.pothole@3']);
  expect(heard({ basis: 'ad-hoc' }, { type: 'settle' })).toEqual([]);
  expect(heard({ articles: ['lights.broken'] }, { type: 'settle' })).toEqual(['roads.pothole@3', 'lights.broken@5']);
  expect(heard({}, handOn)).toEqual([]);
  expect(heard({ articles: ['roads.pothole', 'lights.broken'] }, handOn)).toEqual(['roads.pothole@3', 'lights.broken@5']);
  expect(heard({ articles: ['roads.pothole'] }, { type: 'settle' })).toEqual(['roads.pothole@3']);
  // Read from the knowledge page or not, it is the kind's own answer.
  expect(basisOf(draft({ articles: ['roads.pothole'] }).content, POTHOLE)).toBe('standard');
  expect(basisOf(draft({ articles: ['lights.broken'] }).content, POTHOLE)).toBe('mixed');
});

test('a draft is blank until somebody would miss it', () => {
  expect(isBlank(newDraft('phone', new Date(0)))).toBe(true);
  expect(isBlank(draft())).toBe(false);
  expect(isBlank(draft({ note: ' ', classification: null, who: { type: 'known', id: 'x' } }))).toBe(false);
  const fresh = newDraft('phone', new Date(0));
  expect(isBlank({ ...fresh, content: { ...fresh.content, articles: ['roads.pothole'] } })).toBe(false);
});

test('calls are line 1’s, visits the front office’s, for whoever is both', () => {
  const lead = ['front-office', 'line-1', 'line-2'];
  expect([
    entryTier(lead, 'phone'),
    entryTier(lead, 'counter'),
    entryTier(['front-office'], 'phone'),
    entryTier(['line-1'], 'letter'),
  ]).toEqual(['line-1', 'front-office', 'front-office', 'line-1']);
});

test('what can be done is what the first task offers; until there was one, the next tier', () => {
  const first = (tier: string, actions: readonly string[]) => ({ promise: null, first: { tier, actions, form: { components: [] } } });
  expect(waysOf('line-1', undefined)).toMatchObject({ maySettle: true, handOns: ['line-2'], elsewhere: null });
  expect(waysOf('line-1', first('line-1', ['resolve', 'line-2', 'department', 'back', 'not-ours', 'danger']))).toEqual({
    maySettle: true,
    mayReportDanger: true,
    elsewhere: null,
    handOns: ['line-2', 'department'],
  });
  expect(waysOf('front-office', first('line-1', ['resolve', 'expert']))).toEqual({
    maySettle: false,
    mayReportDanger: false,
    elsewhere: 'line-1',
    handOns: [],
  });
});

test.each([
  'Pożar w kamienicy',
  'czuć gaz na klatce',
  'sąsiad nieprzytomny',
  'był wypadek',
  'Ktoś nie oddycha',
  'Pali się kamienica',
  'Latarnia iskrzy',
])('%s sounds dangerous', (note) => {
  expect(soundsDangerous(note)).toBe(true);
});
test.each([
  'Dziura w jezdni',
  'Latarnia się pali w dzień',
  'Nie pali się latarnia przed domem',
  'Przypadek szczególny',
  'Gazeta, tona śmieci',
  'Jak wyrobić dowód?',
])('%s does not', (note) => {
  expect(soundsDangerous(note)).toBe(false);
});
