/** Which combinations may be a key of ours, and that the list of keys has all that the pages use. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isBindable, keysOf } from './combination.js';
import { KNOWN_KEYS } from './known.js';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));

function press(key: string, held: readonly ('Ctrl' | 'Alt' | 'Shift' | 'AltGraph' | 'Meta')[] = []) {
  return {
    key,
    ctrlKey: held.includes('Ctrl'),
    metaKey: held.includes('Meta'),
    altKey: held.includes('Alt'),
    shiftKey: held.includes('Shift'),
    isComposing: false,
    getModifierState: () => held.includes('AltGraph'),
  };
}

test.each([
  ['Ctrl+K', press('k', ['Ctrl'])],
  ['Ctrl+K', press('k', ['Meta'])],
  ['Ctrl+/', press('/', ['Ctrl'])],
  ['Ctrl+Shift+Enter', press('Enter', ['Ctrl', 'Shift'])],
  ['Ctrl+?', press('?', ['Ctrl', 'Shift'])],
  ['Ctrl+Shift+K', press('K', ['Ctrl', 'Shift'])],
  ['F2', press('F2')],
])('%s may be a key', (name, event) => {
  expect([isBindable(event), keysOf(event)]).toEqual([true, name]);
});

test.each([
  ['a letter', press('a')],
  ['a capital', press('A', ['Shift'])],
  ['AltGr', press('ą', ['AltGraph', 'Ctrl', 'Alt'])],
  ['AltGr of a system that says Alt', press('ą', ['AltGraph', 'Alt'])],
  ['Ctrl+Alt and a letter', press('a', ['Ctrl', 'Alt'])],
  ['a modifier alone', press('Control', ['Ctrl'])],
  ['Escape', press('Escape')],
])('%s may not', (_name, event) => {
  expect(isBindable(event)).toBe(false);
});

test('every key that a page uses is in the list of keys', () => {
  const used = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx') || path.endsWith('keys.ts'))
    .flatMap((path) => [...readFileSync(FOLDER + path, 'utf8').matchAll(/'((?:Ctrl|Alt)\+[^']+)'/g)].map(([, keys]) => keys));
  expect(used.length).toBeGreaterThan(5);
  expect([...new Set(used)].filter((keys) => !KNOWN_KEYS.some((known) => known.keys === keys))).toEqual([]);
});
