/** Whatever the engine may say of a failed step has a sentence in the person's language. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { translator } from '../i18n/strings.js';
import { strings } from './failure-strings.js';
import { failureText } from './failure-words.js';

const pl = translator(strings, 'pl');

test.each([
  [
    "Expected result of the expression '=if a = 'b' then 1' to be one of '[DURATION, PERIOD, STRING]', but was 'NULL'.",
    "Wyrażenie =if a = 'b' then 1 dało: nic. Oczekiwano: odstęp czasu, odstęp w miesiącach lub latach, tekst.",
  ],
  [
    "Expected to evaluate decision 'route', but multiple values aren't allowed for UNIQUE hit policy. found: rules r1, r2",
    'Tabela decyzji „route” nie dała wyniku. Pasuje kilka reguł (r1, r2), a tabela pozwala tylko na jedną.',
  ],
  [
    'Expected an address for the reply by mail in case LCK-2026-000001, but the resident has none. Add it, then repeat the step.',
    'Mieszkaniec w sprawie LCK-2026-000001 nie ma adresu do odpowiedzi (e-mail). Dopisz go, a potem ponów krok.',
  ],
  ["Expected a repeating interval such as R3/PT10M, but got 'jutro'", "Wartość 'jutro' nie mówi, jak długo czekać ani co ile powtarzać."],
  ['printer on fire', 'Komunikat w brzmieniu oryginalnym: printer on fire'],
])('%s', (message, text) => {
  expect(failureText(message, pl)).toBe(text);
});

const ENGINE = fileURLToPath(new URL('../../engine/', import.meta.url));

/** The texts given to an incident, with a word in each of their places. */
function incidentsIn(folder: string): readonly string[] {
  const files = readdirSync(ENGINE + folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) => {
      const source = ts.createSourceFile(path, readFileSync(`${ENGINE}${folder}/${path}`, 'utf8'), ts.ScriptTarget.Latest, true);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        const [, message] = ts.isNewExpression(node) && node.expression.getText() === 'IncidentSignal' ? (node.arguments ?? []) : [];
        if (message !== undefined && ts.isStringLiteralLike(message)) found.push(message.text);
        if (message !== undefined && ts.isTemplateExpression(message))
          found.push(message.templateSpans.reduce((text, { literal }) => `${text}STRING${literal.text}`, message.head.text));
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
}

test('each failure that the engine’s code can name has words of its own', () => {
  const messages = incidentsIn('core').filter(
    // Of deployments and of bugs: no case meets them.
    (message) => !/^('STRING': STRING|Expected 'STRING' to be a timer event\.)$/.test(message),
  );
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter((message) => failureText(message, pl).startsWith(pl('unknown', { one: '' })))).toEqual([]);
});
