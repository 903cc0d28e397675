import { calmList } from './calm-list.js';

const items = (keys: string, note = '') => [...keys].map((key) => ({ key, note }));
const view = (shown: string, fresh: string, hasMore = false) => {
  const { rows, newCount, isOutdated } = calmList(items(shown), items(fresh, 'now'), hasMore);
  return { rows: rows.map(({ item, isGone }) => (isGone ? `(${item.key})` : item.key)).join(''), newCount, isOutdated };
};

test('nothing changed: nothing to show', () => {
  expect(view('abc', 'abc')).toEqual({ rows: 'abc', newCount: 0, isOutdated: false });
});
test('new rows are counted and stay out', () => {
  expect(view('abc', 'xaybc')).toEqual({ rows: 'abc', newCount: 2, isOutdated: true });
});
test('what left stays in its place, marked', () => {
  expect(view('abc', 'ac')).toEqual({ rows: 'a(b)c', newCount: 0, isOutdated: true });
});
test('another order moves nothing', () => {
  expect(view('abc', 'cab')).toEqual({ rows: 'abc', newCount: 0, isOutdated: true });
});
test('what a new row pushed behind the end of the page has not left', () => {
  expect(view('abc', 'xab', true)).toEqual({ rows: 'abc', newCount: 1, isOutdated: true });
  expect(view('abc', 'xab', false)).toEqual({ rows: 'ab(c)', newCount: 1, isOutdated: true });
});
test('rows show what is known now', () => {
  expect(calmList(items('a'), items('a', 'now'), false).rows[0]?.item.note).toBe('now');
});
