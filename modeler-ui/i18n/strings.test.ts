/** Texts stand in both languages, in no component, and say nothing in the engine's words. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { LANGUAGES, type Strings, type Text, translator } from './strings.js';

const FOLDER = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
const stringFiles = files.filter((path) => /(^|\/|-)strings\.ts$/.test(path) && path !== 'i18n/strings.ts').sort();

async function stringsOf(path: string): Promise<Strings> {
  const module = (await import(pathToFileURL(FOLDER + path).href)) as { strings: Strings };
  return module.strings;
}

const forms = (text: Text): readonly string[] => (typeof text === 'string' ? [text] : Object.values(text));
const placeholders = (text: Text): string[] => [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

describe.each(stringFiles)('%s', (path) => {
  test('has every key in both languages, none empty, with the same places to fill', async () => {
    const { pl, en } = await stringsOf(path);
    expect(Object.keys(en).sort()).toEqual(Object.keys(pl).sort());
    for (const key of Object.keys(pl)) {
      for (const language of [pl, en]) for (const form of forms(language[key] ?? '')) expect([key, form.trim()]).not.toEqual([key, '']);
      expect([key, placeholders(en[key] ?? '')]).toEqual([key, placeholders(pl[key] ?? '')]);
    }
  });

  test('has all plural forms that Polish needs', async () => {
    const { pl } = await stringsOf(path);
    const lacking = Object.entries(pl).filter(
      ([, text]) => typeof text !== 'string' && (text.few === undefined || text.many === undefined),
    );
    expect(lacking).toEqual([]);
  });

  // UX: never on a clerk's screen.
  test('speaks the city’s language, not the engine’s', async () => {
    const { pl, en } = await stringsOf(path);
    const polish = /\b(instancj|token|incydent|zmienn(a|e|ych|ą)\b|payload|worker|silnik|bpmn|json|endpoint)/i;
    const english = /\b(instance|token|job|incident|variable|payload|worker|engine|bpmn|json|endpoint)s?\b/i;
    for (const [texts, words] of [
      [pl, polish],
      [en, english],
    ] as const) {
      expect(Object.entries(texts).filter(([, text]) => forms(text).some((form) => words.test(form)))).toEqual([]);
    }
  });
});

test('plural forms are chosen by the rules of the language', () => {
  const strings = {
    pl: { cases: { one: '{count} sprawa', few: '{count} sprawy', many: '{count} spraw', other: '{count} sprawy' } },
    en: { cases: { one: '{count} case', other: '{count} cases' } },
  };
  const pl = translator(strings, 'pl');
  expect([1, 2, 5, 12, 22, 112].map((count) => pl('cases', { count }))).toEqual([
    '1 sprawa',
    '2 sprawy',
    '5 spraw',
    '12 spraw',
    '22 sprawy',
    '112 spraw',
  ]);
  expect(translator(strings, 'en')('cases', { count: 1 })).toBe('1 case');
  expect(LANGUAGES).toEqual(['pl', 'en']);
});

/** Attributes that people see or hear. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'placeholder',
  'alt',
  'label',
  'description',
  'textValue',
]);

test('no component writes text outside of its strings', () => {
  const written = files
    .filter((path) => path.endsWith('.tsx'))
    .flatMap((path) => {
      const source = ts.createSourceFile(path, readFileSync(FOLDER + path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
      const found: string[] = [];
      const note = (node: ts.Node, text: string) => {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${path}:${line + 1} ${text.trim()}`);
      };
      const visit = (node: ts.Node): void => {
        if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) note(node, node.text);
        if (
          ts.isJsxAttribute(node) &&
          SPOKEN.has(node.name.getText()) &&
          node.initializer !== undefined &&
          ts.isStringLiteral(node.initializer)
        )
          note(node, node.getText());
        if (ts.isStringLiteral(node) && /[ąćęłńóśźż]/i.test(node.text)) note(node, node.text);
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
  expect(written).toEqual([]);
});
