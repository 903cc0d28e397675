/** Sizes as people read them. */
import { fileSize } from './file-size.js';

test.each([
  [0, '0 B'],
  [900, '900 B'],
  [1536, '1,5 kB'],
  [20 * 1024 * 1024, '20 MB'],
])('%d bytes are %s', (bytes, expected) => {
  expect(
    fileSize('pl', bytes)
      .replaceAll('\u00a0', ' ')
      .replace('bajtów', 'B')
      .replace(/\bbajt\w*/, 'B'),
  ).toBe(expected);
});
