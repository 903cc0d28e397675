/** What a JSON body may hold. */
import { Readable } from 'node:stream';
import type Koa from 'koa';
import { readJsonBody } from './body.js';

/** As much of Koa's context as the reader asks for. */
function contextOf(text: string): Koa.Context {
  const http = { req: Readable.from([Buffer.from(text)]), request: { is: () => 'json' }, get: () => 'application/json' };
  return http as unknown as Koa.Context;
}

test.each([
  ['{"note":"a backslash, u and 0000: \\\\u0000"}', { note: 'a backslash, u and 0000: \\u0000' }],
  ['{"note":"\\ud83d\\ude00"}', { note: '😀' }],
  ['{"note":"\\\\ud800"}', { note: '\\ud800' }],
])('takes %s', async (text, value) => {
  expect(await readJsonBody(contextOf(text))).toEqual(value);
});

test.each([
  ['a NUL', '{"a":"\\u0000"}', 'NUL'],
  ['a NUL after a backslash', '{"a":"\\\\\\u0000"}', 'NUL'],
  ['half a character', '{"a":["\\ud800"]}', 'znak zastępczy'],
  ['100,000 brackets', '['.repeat(100_000) + ']'.repeat(100_000), 'zbyt głęboko'],
  ['no JSON', '{', 'JSON'],
])('refuses %s', async (_what, text, why) => {
  await expect(readJsonBody(contextOf(text))).rejects.toThrow(why);
});
