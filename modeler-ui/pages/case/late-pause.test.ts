/** A pause is over, lies within the case, and says why it is entered afterwards. */
import { type LatePauseForm, latePauseFaults, toLatePause } from './late-pause.js';

const registered = new Date('2026-01-05T09:12:30');
const now = new Date('2026-01-20T12:00:00');
const right: LatePauseForm = {
  kind: 'office',
  from: '2026-01-06T08:00',
  to: '2026-01-09T15:00',
  reason: ' Pismo wyszło pocztą. ',
  basis: '',
};
const faults = (changes: Partial<LatePauseForm>) => latePauseFaults({ ...right, ...changes }, registered, now);

test('what is right has no fault and is sent as moments', () => {
  expect(faults({})).toEqual([]);
  expect(toLatePause(right, registered)).toEqual({
    kind: 'office',
    from: new Date('2026-01-06T08:00:00').toISOString(),
    to: new Date('2026-01-09T15:00:00').toISOString(),
    reason: 'Pismo wyszło pocztą.',
    basis: '',
  });
});

test('the minute in which the case was registered is good enough', () => {
  expect(faults({ from: '2026-01-05T09:12' })).toEqual([]);
  expect(toLatePause({ ...right, from: '2026-01-05T09:12' }, registered).from).toBe(registered.toISOString());
});

test('what is wrong is named field by field', () => {
  expect(faults({ from: '', to: '', reason: ' ' })).toEqual(['from', 'to', 'reason']);
  expect(faults({ from: '2026-01-05T09:11' })).toEqual(['from']);
  expect(faults({ to: '2026-01-06T08:00' })).toEqual(['to']);
  expect(faults({ to: '2026-01-20T12:01' })).toEqual(['to']);
});
