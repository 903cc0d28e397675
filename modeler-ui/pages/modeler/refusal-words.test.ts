/** What the engine refuses has a sentence in the person's language: what is really refused, and each reason that its code can give. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parseDecisions } from '../../../engine/dmn/index.js';
import { compileProcesses } from '../../../engine/model/index.js';
import { strings as tryStrings } from '../try/strings.js';
import { refusalKey } from './refusal-words.js';

const document = (inside: string): string =>
  `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d">
    <bpmn:process id="p" isExecutable="true">${inside}</bpmn:process></bpmn:definitions>`;
const begun = (inside: string): string => document(`<bpmn:startEvent id="s"/>${inside}`);

test.each([
  ['refused.no-work', begun('<bpmn:serviceTask id="x"/>')],
  ['refused.no-work', begun('<bpmn:businessRuleTask id="x"/>')],
  ['refused.no-call', begun('<bpmn:callActivity id="x"/>')],
  ['refused.no-start', document('<bpmn:task id="x"/>')],
  ['refused.many-starts', begun('<bpmn:startEvent id="x"/>')],
  ['refused.no-message', begun('<bpmn:intermediateCatchEvent id="x"><bpmn:messageEventDefinition/></bpmn:intermediateCatchEvent>')],
  ['refused.no-time', begun('<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>')],
  [
    'refused.no-condition',
    begun(`<bpmn:exclusiveGateway id="g"/><bpmn:task id="a"/><bpmn:task id="b"/><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a"/>
      <bpmn:sequenceFlow id="h" sourceRef="g" targetRef="b"/>`),
  ],
  ['refused.loop', begun('<bpmn:task id="x"><bpmn:standardLoopCharacteristics/></bpmn:task>')],
  ['refused.nothing-executable', document('').replace('isExecutable="true"', '')],
])('%s', async (key, xml) => {
  const result = await compileProcesses(xml);
  const faults = result.type === 'invalid' ? result.faults : [];
  expect(faults.map(({ reason }) => [reason, refusalKey(reason)])).toContainEqual([expect.any(String), key]);
});

const TABLE = readFileSync(new URL('../../../processes/resident-matter/dms-outcome.dmn', import.meta.url), 'utf8');
test.each([
  ['refused.empty-cell', TABLE.replace('&quot;done&quot;', '')],
  ['refused.expression', TABLE.replace('&quot;done&quot;', '&quot;done')],
  ['refused.no-output', TABLE.replace(/<output .*\/>/, '').replaceAll(/<outputEntry .*<\/outputEntry>/g, '')],
  ['refused.cells', TABLE.replace(/<outputEntry id="dms-outcome-01.*<\/outputEntry>/, '')],
  ['refused.no-priorities', TABLE.replace('hitPolicy="FIRST"', 'hitPolicy="PRIORITY"')],
  ['refused.no-table', '<no'],
])('of a decision table: %s', async (key, xml) => {
  const result = await parseDecisions(xml);
  const faults = result.type === 'invalid' ? result.faults : [];
  expect(faults.map(({ reason }) => [reason, refusalKey(reason)])).toContainEqual([expect.any(String), key]);
});

const ENGINE = fileURLToPath(new URL('../../../engine/', import.meta.url));
/** Said to programmers: these are bugs, or come while a case runs and are told as what went wrong with its step. */
const NOT_OF_A_DRAFT = /^Expected (literals to compile|an empty literal to compile|to evaluate decision)/;

/** What may stand in a place of a template: each arm of a choice between two words, else a number. */
function fillings(place: ts.Expression): readonly string[] {
  const arms = ts.isConditionalExpression(place) ? [place.whenTrue, place.whenFalse] : [];
  const words = arms.flatMap((arm) => (ts.isStringLiteralLike(arm) ? [arm.text] : []));
  return words.length === 2 ? words : ['2'];
}

function sentences(node: ts.Node): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  return node.templateSpans.reduce<readonly string[]>(
    (begun, { expression, literal }) => begun.flatMap((text) => fillings(expression).map((filling) => text + filling + literal.text)),
    [node.head.text],
  );
}

/** Every sentence that begins with "Expected" in a folder of the engine, and the ends of those that a table gives. */
function reasonsIn(folder: string): readonly string[] {
  const files = readdirSync(ENGINE + folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing\//.test(path))
    .flatMap((path) => {
      const source = ts.createSourceFile(path, readFileSync(`${ENGINE}${folder}/${path}`, 'utf8'), ts.ScriptTarget.Latest, true);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        for (const text of sentences(node)) {
          if (/^an? .*, but .* not supported$/.test(text)) found.push(`Expected ${text}.`);
          if (/^Expected .{3}/.test(text) && !NOT_OF_A_DRAFT.test(text)) found.push(text);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
}

test('each reason that the engine’s code can give has a sentence of its own', () => {
  const reasons = [...reasonsIn('model'), ...reasonsIn('dmn')];
  expect(reasons.length).toBeGreaterThan(60);
  expect([...new Set(reasons)].filter((reason) => refusalKey(reason) === 'refused.other')).toEqual([]);
});

test('each way in which a tried step can fail has words', () => {
  const state = readFileSync(`${ENGINE}core/state.ts`, 'utf8');
  const kinds = /export type IncidentType =([^;]*);/.exec(state)?.[1]?.match(/\w+/g) ?? [];
  expect(kinds.length).toBeGreaterThan(5);
  expect(kinds.filter((kind) => !(`why.${kind}` in tryStrings.pl))).toEqual([]);
});
