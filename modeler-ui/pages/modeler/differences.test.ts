/** A draft against the running version: each change with the value before and after. On a case type of the city. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import type { ModelElement } from './diagram.js';
import { differencesBetween } from './differences.js';

const zeebe = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json') as object;
const XML = readFileSync(new URL('../../../processes/resident-matter/resident-matter.bpmn', import.meta.url), 'utf8');
const read = async (xml: string) => {
  const document: unknown = await new BpmnModdle({ zeebe }).fromXML(xml);
  return document as { rootElement: ModelElement; elementsById: Record<string, ModelElement> };
};
const between = async (is: string) => differencesBetween(await read(XML), await read(is));

test('nothing changed: nothing is told', async () => {
  expect(await between(XML)).toEqual([]);
});

test('values are told before and after', async () => {
  const [, form = ''] = /formId="([^"]+)"/.exec(XML) ?? [];
  const [, tier = ''] = /name="tier" value="([^"]+)"/.exec(XML) ?? [];
  const changed = await between(
    XML.replace(`formId="${form}"`, 'formId="inny"').replace(`name="tier" value="${tier}"`, 'name="tier" value="inny"'),
  );
  expect(changed.flatMap(({ facts }) => facts)).toEqual(
    expect.arrayContaining([
      { fact: 'zeebe:FormDefinition.formId', was: form, is: 'inny' },
      { fact: 'property.tier', was: tier, is: 'inny' },
    ]),
  );
});

test('a timer, a name and a condition', async () => {
  const wrapped = (inside: string) =>
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><bpmn:process id="p">${inside}</bpmn:process></bpmn:definitions>`;
  const model = (name: string, time: string, condition: string) =>
    wrapped(`<bpmn:intermediateCatchEvent id="t" name="${name}"><bpmn:timerEventDefinition id="e"><bpmn:timeDuration>${time}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
      <bpmn:exclusiveGateway id="g"/><bpmn:sequenceFlow id="f" sourceRef="g" targetRef="t"><bpmn:conditionExpression>=${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`);
  const found = differencesBetween(await read(model('Termin', 'P3D', 'a')), await read(model('Nowy termin', 'P5D', 'b')));
  expect(found.find(({ elementId }) => elementId === 't')?.facts).toEqual([
    { fact: 'name', was: 'Termin', is: 'Nowy termin' },
    { fact: 'timeDuration', was: 'P3D', is: 'P5D' },
  ]);
  expect(found.find(({ elementId }) => elementId === 'f')?.facts).toEqual([{ fact: 'condition', was: 'a', is: 'b' }]);
});
