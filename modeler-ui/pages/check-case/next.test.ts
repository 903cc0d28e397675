import { nextOf, whenOf } from './next.js';

const dates = { closedAt: null, plannedAt: null, promiseAt: null, isLate: false, checkedAt: '2026-03-06T08:00:00Z', waitsFor: null };

test('what comes next follows the status, and the department is named only while it has the case', () => {
  expect(nextOf({ status: 'open', tier: 'department', waitsFor: null })).toBe('department');
  expect(nextOf({ status: 'open', tier: 'line-1', waitsFor: null })).toBe('work');
  expect(nextOf({ status: 'open', tier: 'department', waitsFor: 'resident' })).toBe('resident');
  expect(nextOf({ status: 'resolved', tier: 'department', waitsFor: null })).toBe('none');
  expect(nextOf({ status: 'stopped', tier: null, waitsFor: null })).toBe('contact');
});
test('a planned date counts before the promise, a broken promise before both', () => {
  expect(whenOf(dates)).toEqual({ type: 'none' });
  expect(whenOf({ ...dates, promiseAt: '2026-03-05T12:00:00Z', plannedAt: '2026-03-04T12:00:00Z' })).toMatchObject({ type: 'planned' });
  expect(whenOf({ ...dates, promiseAt: '2026-03-05T12:00:00Z', plannedAt: '2026-03-09T12:00:00Z', isLate: true })).toMatchObject({
    type: 'late',
    at: '2026-03-05T12:00:00Z',
  });
  expect(whenOf({ ...dates, promiseAt: '2026-03-05T12:00:00Z', isLate: true, waitsFor: 'resident' })).toMatchObject({
    type: 'late-waiting',
  });
  expect(whenOf({ ...dates, promiseAt: '2026-03-20T12:00:00Z', isLate: true })).toMatchObject({ type: 'late-part' });
  expect(whenOf({ ...dates, closedAt: '2026-03-06T12:00:00Z', isLate: false })).toMatchObject({ type: 'resolved' });
});
