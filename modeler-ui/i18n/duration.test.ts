import { durationWords } from './duration.js';
import { strings } from './duration-strings.js';
import { translator } from './strings.js';

test('a length of time is told in its two biggest units', () => {
  const t = translator(strings, 'pl');
  expect([0, 59_000, 61_000, 3_600_000, 90 * 60_000, 51 * 3_600_000].map((ms) => durationWords(t, ms))).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 godz. 0 min',
    '1 godz. 30 min',
    '2 d 3 godz.',
  ]);
});
