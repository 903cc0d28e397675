/** Every pair of colours that the design puts on each other, computed (WCAG 2.2, 1.4.3 and 1.4.11): text 4.5, borders and focus 3. */
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name = '', light = '', dark = '']) => [
    name,
    { light, dark },
  ]),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['surface', 'raised', 'sunken'] as const;
const TEXT: readonly (readonly [text: string, on: string])[] = [
  ...SURFACES.flatMap((on) =>
    ['text', 'muted', 'action', 'action-strong', 'late', 'soon', 'good', 'paused'].map((text) => [text, on] as const),
  ),
  ...['late', 'soon', 'good', 'paused', 'action'].map((role) => [role, `${role}-tint`] as const),
  ...['late-tint', 'soon-tint', 'good-tint', 'paused-tint', 'action-tint'].flatMap((on) => [['text', on] as const, ['muted', on] as const]),
  ['action-strong', 'action-tint'],
  ['on-action', 'action'],
  ['on-action', 'action-strong'],
  ['on-late', 'late'],
];
const BORDERS: readonly (readonly [border: string, on: string])[] = SURFACES.flatMap((on) => [
  ['control-border', on] as const,
  ['action', on] as const,
  ['late', on] as const,
]);

function colour(name: string, theme: 'light' | 'dark'): string {
  const found = colours.get(name);
  if (found === undefined) throw new Error(`Expected --${name} in tokens.css, but it isn't there`);
  return found[theme];
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(TEXT)('%s can be read on %s', (text, on) => {
    expect(contrast(colour(text, theme), colour(on, theme))).toBeGreaterThanOrEqual(4.5);
  });
  test.each(BORDERS)('a border in %s can be seen on %s', (border, on) => {
    expect(contrast(colour(border, theme), colour(on, theme))).toBeGreaterThanOrEqual(3);
  });
});

test('no colour stands outside of tokens.css', async () => {
  const { readdirSync } = await import('node:fs');
  const folder = new URL('..', import.meta.url);
  const styles = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.css') && path !== 'design/tokens.css',
  );
  const stray = styles.filter((path) =>
    /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|gradient\(/i.test(readFileSync(new URL(path, folder), 'utf8')),
  );
  expect(stray).toEqual([]);
});
