/** A drawing with one of each: what the vendors' panels and menus have words for. */
const WIDTH_PX = 100;
const STEP_PX = 150;
const COLUMNS = 8;

const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';
const many = '<bpmn:multiInstanceLoopCharacteristics/>';
const mapped = `<bpmn:extensionElements><zeebe:taskDefinition type="x"/><zeebe:ioMapping><zeebe:input source="=a" target="b"/><zeebe:output source="=a" target="b"/></zeebe:ioMapping>
  <zeebe:taskHeaders><zeebe:header key="a" value="b"/></zeebe:taskHeaders><zeebe:properties><zeebe:property name="a" value="b"/></zeebe:properties>
  <zeebe:executionListeners><zeebe:executionListener eventType="start" type="x"/><zeebe:executionListener eventType="end" type="x"/></zeebe:executionListeners></bpmn:extensionElements>`;
const people = `<bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition/><zeebe:formDefinition formId="x" bindingType="versionTag"/>
  <zeebe:taskListeners><zeebe:taskListener eventType="creating" type="x"/><zeebe:taskListener eventType="canceling" type="x"/></zeebe:taskListeners></bpmn:extensionElements>`;
const events = {
  message: '<bpmn:messageEventDefinition messageRef="m"/>',
  timer,
  signal: '<bpmn:signalEventDefinition signalRef="sig"/>',
  conditional: '<bpmn:conditionalEventDefinition><bpmn:condition/></bpmn:conditionalEventDefinition>',
  escalation: '<bpmn:escalationEventDefinition escalationRef="esc"/>',
  error: '<bpmn:errorEventDefinition errorRef="err"/>',
  link: '<bpmn:linkEventDefinition name="l"/>',
  compensate: '<bpmn:compensateEventDefinition/>',
  terminate: '<bpmn:terminateEventDefinition/>',
} as const;
type EventName = keyof typeof events;
const each = (tag: string, names: readonly EventName[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`${tag}-${name}`, `<bpmn:${tag} id="${tag}-${name}">${events[name]}</bpmn:${tag}>`]));
const one = (tag: string, inside = ''): Record<string, string> => ({ [tag]: `<bpmn:${tag} id="${tag}">${inside}</bpmn:${tag}>` });

const NODES: Readonly<Record<string, string>> = {
  ...one('startEvent'),
  ...each('startEvent', ['message', 'timer', 'signal', 'conditional']),
  ...one('endEvent'),
  ...each('endEvent', ['message', 'error', 'escalation', 'signal', 'compensate', 'terminate']),
  ...one('intermediateThrowEvent'),
  ...each('intermediateThrowEvent', ['message', 'escalation', 'signal', 'link', 'compensate']),
  ...each('intermediateCatchEvent', ['message', 'timer', 'signal', 'conditional', 'link']),
  ...one('task'),
  ...one('userTask', people),
  ...one('serviceTask', mapped + many),
  ...one('sendTask'),
  ...one('receiveTask'),
  ...one('scriptTask', '<bpmn:extensionElements><zeebe:script expression="=1" resultVariable="x"/></bpmn:extensionElements>'),
  ...one('manualTask'),
  ...one('businessRuleTask', '<bpmn:extensionElements><zeebe:calledDecision decisionId="x" resultVariable="y"/></bpmn:extensionElements>'),
  ...one('callActivity', '<bpmn:extensionElements><zeebe:calledElement processId="x"/></bpmn:extensionElements>'),
  ...one('subProcess'),
  ...one('adHocSubProcess'),
  ...one('transaction'),
  ...one('exclusiveGateway'),
  ...one('parallelGateway'),
  ...one('inclusiveGateway'),
  ...one('eventBasedGateway'),
  ...one('complexGateway'),
  ...one('dataStoreReference'),
  ...one('textAnnotation'),
};

const sizeOf = (id: string): readonly [number, number] => {
  if (/Event-|Event$/.test(id)) return [36, 36];
  return /Gateway/.test(id) ? [50, 50] : [WIDTH_PX, 80];
};

/** Their ids, as drawn; a boundary event and a flow besides. */
export const EVERY_ELEMENT: readonly string[] = [...Object.keys(NODES), 'boundary', 'flow'];

export function everyElement(): string {
  const shapes = Object.keys(NODES).map((id, index) => {
    const [width, height] = sizeOf(id);
    const [x, y] = [(index % COLUMNS) * STEP_PX, Math.floor(index / COLUMNS) * STEP_PX];
    return `<bpmndi:BPMNShape id="${id}-di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;
  });
  const at = Object.keys(NODES).indexOf('task');
  const [x, y] = [(at % COLUMNS) * STEP_PX, Math.floor(at / COLUMNS) * STEP_PX];
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:message id="m" name="m"/><bpmn:signal id="sig" name="s"/><bpmn:error id="err" name="e" errorCode="e"/><bpmn:escalation id="esc" name="e" escalationCode="e"/>
  <bpmn:process id="every-element" isExecutable="true">${Object.values(NODES).join('\n')}
    <bpmn:boundaryEvent id="boundary" attachedToRef="task" cancelActivity="false">${timer}</bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="flow" sourceRef="exclusiveGateway" targetRef="parallelGateway"><bpmn:conditionExpression>=x</bpmn:conditionExpression></bpmn:sequenceFlow>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="every-element">${shapes.join('\n')}
    <bpmndi:BPMNShape id="boundary-di" bpmnElement="boundary"><dc:Bounds x="${x + 50}" y="${y + 62}" width="36" height="36"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="flow-di" bpmnElement="flow"><di:waypoint x="0" y="1000"/><di:waypoint x="100" y="1000"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;
}
