import { Window } from './window.js';

const answered = (window: Window, count: number): number => {
  for (let answers = 0; answers < count; answers++) window.answered();
  return window.atOnce;
};

test('a system that answers gets more at once, up to eight', () => {
  const window = new Window();
  expect(window.atOnce).toBe(2);
  expect(answered(window, 2)).toBe(4);
  expect(answered(window, 100)).toBe(8);
});

test('answers that stay away halve it, down to one; those that were under way together count once', () => {
  const window = new Window();
  answered(window, 100);
  for (let failures = 0; failures < 8; failures++) window.unanswered(1_000, 31_000);
  expect(window.atOnce).toBe(4);
  window.unanswered(32_000, 62_000);
  expect(window.atOnce).toBe(2);
  for (let ms = 70_000; ms < 200_000; ms += 30_000) window.unanswered(ms, ms + 20_000);
  expect(window.atOnce).toBe(1);
});

test('after that it grows by one for ten windows of answers', () => {
  const window = new Window();
  window.unanswered(0, 30_000);
  expect(answered(window, 8)).toBe(1);
  expect(answered(window, 3)).toBe(2);
  expect(answered(window, 15)).toBe(2);
  expect(answered(window, 10)).toBe(3);
});
