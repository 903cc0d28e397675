/** What the engine really refuses has a sentence in the person's language. */
import { readFileSync } from 'node:fs';
import { parseDecisions } from '../../../engine/dmn/index.js';
import { compileProcesses } from '../../../engine/model/index.js';
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
