/** "Rozdziel" as a table: who gets what. */
import { distribute } from './distribute.js';

const task = (key: string, tier = 'line-1') => ({ key, caseNumber: key, tier, state: 'open' as const });
const person = (login: string, open: number, more: object = {}) => ({ login, tiers: ['line-1'], open, awayUntil: null, ...more });
const shares = (tasks: Parameters<typeof distribute>[0], people: Parameters<typeof distribute>[1]) =>
  distribute(tasks, people).map(({ task: { key }, login }) => `${key} ${login}`);

test('the most urgent task goes to whoever has the least, and so on', () => {
  expect(shares([task('1'), task('2'), task('3')], [person('ada', 3), person('ewa', 1)])).toEqual(['1 ewa', '2 ewa', '3 ada']);
});

test('whoever is away gets nothing, nor do other tiers, nor does anybody get what is being closed', () => {
  const away = person('ada', 0, { awayUntil: '2026-12-01' });
  expect(shares([task('1'), task('2', 'line-2'), { ...task('3'), state: 'closing' }], [away, person('ewa', 9)])).toEqual(['1 ewa']);
});

test('a lead of several tiers gets only what is more than the others can bear', () => {
  const lead = person('lead', 0, { tiers: ['line-1', 'line-2'] });
  const six = ['1', '2', '3', '4', '5', '6'].map((key) => task(key));
  expect(shares(six, [lead, person('ewa', 9)])).toEqual(['1 ewa', '2 ewa', '3 ewa', '4 ewa', '5 ewa', '6 lead']);
});
