/** The plan of the drill: the same seed tells the same story, and however short it is, every way of a case and every fault is in it. */
import { FAULT_KINDS, sharesAt } from './faults.js';
import { planOf } from './plan.js';

const NOTES = ['Dziura w jezdni.', 'Lampa nie świeci.'];

test('the same seed plans the same cases and the same faults, another seed others', () => {
  const [one, same, other] = [7, 7, 8].map((seed) => planOf({ seed, cases: 300, notes: NOTES }));
  expect(same).toEqual(one);
  expect(other).not.toEqual(one);
});

test('the shortest plan has every way of a case, every kind of news of the CRM and every fault that a plan can bring', () => {
  const { cases, faults } = planOf({ seed: 1, cases: 9, notes: NOTES });
  expect(new Set(cases.map(({ way }) => way)).size).toBe(9);
  expect(new Set(cases.map(({ news }) => news)).size).toBe(6);
  // What the CRM tells comes with cases, and so do clocks that are apart.
  const byCases = ['crm-told-twice', 'crm-told-out-of-order', 'crm-stranger', 'clocks-apart'];
  expect(FAULT_KINDS.filter((kind) => !byCases.includes(kind) && !faults.some((one) => one.kind === kind))).toEqual([]);
});

test('of two windows of one kind the greater share counts; one whose fault has hardly come yet stays open', () => {
  const windows = [
    { kind: 'crm-500', from: 0.1, to: 0.3, share: 0.4 },
    { kind: 'crm-500', from: 0.2, to: 0.4, share: 0.1 },
  ] as const;
  const shareAt = (progress: number, times: number) => sharesAt(windows, progress, () => times).get('crm-500');
  expect([0, 0.25, 0.35, 0.4].map((progress) => shareAt(progress, 3))).toEqual([undefined, 0.4, 0.1, undefined]);
  expect([shareAt(0.9, 2), shareAt(0.05, 2)]).toEqual([0.4, undefined]);
});
