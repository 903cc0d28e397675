import { openLog } from './log.js';

test('a line that carries an error says which, under either key', () => {
  const lines: string[] = [];
  const log = openLog('warn', { write: (line) => void lines.push(line) });
  const failed = Object.assign(new Error('no more disk'), { code: 'ENOSPC' });
  log.error({ error: failed }, 'one');
  log.error({ err: failed }, 'other');
  log.info('unheard');
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toMatch(/no more disk.*log\.test/);
});
