/** Which steps a case can come to by two ways at once. */
import { BpmnModdle } from 'bpmn-moddle';
import type { ModelElement } from './diagram.js';
import { meetsTwice } from './joins.js';

const flow = (way: string): string => {
  const [from, to] = way.split('>');
  return `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;
};
async function model(nodes: string, ways: string): Promise<ModelElement> {
  const read: unknown = await new BpmnModdle().fromXML(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><process id="p">${nodes}<task id="a" /><task id="b" />
     <task id="join" />${ways.split(' ').map(flow).join('')}</process></definitions>`,
  );
  return (read as { rootElement: ModelElement }).rootElement;
}

test.each([
  ['<parallelGateway id="g" />', 'g>a g>b a>join b>join', true],
  ['<inclusiveGateway id="g" />', 'g>join g>b b>join', true],
  ['<task id="g" />', 'g>a g>b a>join b>join', true],
  // By one way or the other, or back again.
  ['<exclusiveGateway id="g" />', 'g>a g>b a>join b>join', false],
  ['<exclusiveGateway id="g" />', 'a>join join>g g>join g>b', false],
  // What goes on beside a step comes to the same one later, or never.
  ['<boundaryEvent id="g" attachedToRef="a" cancelActivity="false" />', 'a>join g>b b>join', true],
  ['<boundaryEvent id="g" attachedToRef="a" cancelActivity="false" />', 'a>join g>b', false],
  ['<boundaryEvent id="g" attachedToRef="a" />', 'a>join g>join', false],
])('%s with %s: %s', async (node, ways, meets) => {
  expect(meetsTwice(await model(node, ways), 'join')).toBe(meets);
});
