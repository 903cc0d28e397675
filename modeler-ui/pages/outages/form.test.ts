/** From what is typed of an outage to what is sent, and back. */
import { faultsOf, formOf, toOutage } from './form.js';

const typed = { ...formOf(null, new Date(2026, 2, 2, 10, 5)), title: ' Awaria ', say: ' Wiemy. ', streets: 'ul. Długa\n\n Krótka ' };

test('a new one begins now, and ends nobody knows when', () => {
  expect(typed.from).toBe('2026-03-02T10:05');
  expect(toOutage(typed)).toEqual({
    title: 'Awaria',
    planned: false,
    classifications: [],
    streets: ['ul. Długa', 'Krótka'],
    startsAt: new Date(2026, 2, 2, 10, 5).toISOString(),
    endsAt: null,
    say: 'Wiemy.',
  });
  expect(faultsOf(typed)).toEqual([]);
});

test('what is missing or ends before it begins is said', () => {
  expect(faultsOf({ ...typed, title: ' ', say: '', from: '' })).toEqual(['title', 'from', 'say']);
  expect(faultsOf({ ...typed, until: '2026-03-02T10:05' })).toEqual(['until']);
});

test('what was entered comes back as it was typed', () => {
  const stored = {
    ...toOutage({ ...typed, until: '2026-03-03T18:00' }),
    id: 'x',
    enteredBy: 'lena',
    enteredAt: '',
    endedAt: null,
    state: 'on',
    cases: 0,
  } as const;
  expect(formOf({ ...stored, planned: false }, new Date(0))).toEqual({
    ...typed,
    title: 'Awaria',
    say: 'Wiemy.',
    streets: 'ul. Długa\nKrótka',
    until: '2026-03-03T18:00',
  });
});
