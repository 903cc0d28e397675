/**
 * The city's own steps: what the palette and the outline offer before raw BPMN. Each is a BPMN element with all that it needs to run,
 * as processes/README.md says it: a template that is filled in once and edited in words afterwards.
 */
import type { DrawnElement, ModelElement, Services } from './diagram.js';

export const CITY_STEPS = ['tier-task', 'notify', 'reminder', 'deadline', 'crm', 'dms', 'wait', 'decision', 'close'] as const;
export type CityStep = (typeof CITY_STEPS)[number];

/** A tree of elements to make: `$type` and properties; arrays and trees inside are made too. */
interface Plan {
  readonly $type: string;
  readonly [property: string]: string | boolean | Plan | readonly Plan[];
}

interface Template {
  readonly type: string;
  readonly extensions: readonly Plan[];
  /** Waits for this message of the case. */
  readonly message?: string;
}

const task = (type: string): Plan => ({ $type: 'zeebe:TaskDefinition', type });
const property = (name: string, value: string): Plan => ({ $type: 'zeebe:Property', name, value });
const passed = (inputs: Readonly<Record<string, string>>, outputs: readonly string[]): Plan => ({
  $type: 'zeebe:IoMapping',
  ...(Object.keys(inputs).length === 0
    ? {}
    : { inputParameters: Object.entries(inputs).map(([target, source]) => ({ $type: 'zeebe:Input', source, target })) }),
  ...(outputs.length === 0
    ? {}
    : { outputParameters: outputs.map((name) => ({ $type: 'zeebe:Output', source: `=${name}`, target: name })) }),
});
const calls = (processId: string): Plan => ({
  $type: 'zeebe:CalledElement',
  processId,
  propagateAllChildVariables: false,
  propagateAllParentVariables: false,
});

export const TEMPLATES: Readonly<Record<CityStep, Template>> = {
  'tier-task': {
    type: 'bpmn:UserTask',
    extensions: [
      { $type: 'zeebe:UserTask' },
      { $type: 'zeebe:AssignmentDefinition', candidateGroups: '=["line-1"]' },
      passed({}, ['decision', 'outcome', 'answered']),
      { $type: 'zeebe:Properties', properties: [property('tier', 'line-1'), property('actions', 'resolve')] },
    ],
  },
  notify: {
    type: 'bpmn:ServiceTask',
    extensions: [
      task('notify.mail'),
      passed({ 'closing.residentText': '="Zajmujemy się Państwa sprawą. Napiszemy, gdy będzie coś nowego."' }, []),
    ],
  },
  reminder: {
    type: 'bpmn:CallActivity',
    extensions: [calls('deadline-alert'), passed({ caseRun: '=caseRun', entry: '=if entry = null then 0 else entry' }, [])],
  },
  deadline: {
    type: 'bpmn:ServiceTask',
    extensions: [
      task('deadline.compute'),
      passed({ promiseAmount: '=14', remindAfter: '=10', promiseUnit: '="calendar-days"' }, ['promiseAt']),
    ],
  },
  crm: { type: 'bpmn:ServiceTask', extensions: [task('crm.contact.create'), passed({}, ['crmContactId'])] },
  dms: { type: 'bpmn:ServiceTask', extensions: [task('dms.file.open'), passed({ plannedAt: '=plannedAt' }, ['dmsFileId'])] },
  wait: { type: 'bpmn:IntermediateCatchEvent', extensions: [passed({}, ['contactId'])], message: 'contact.added' },
  decision: { type: 'bpmn:ExclusiveGateway', extensions: [] },
  close: {
    type: 'bpmn:CallActivity',
    extensions: [calls('close-matter'), passed({ caseRun: '=caseRun', outcome: '=outcome', answered: '=answered' }, ['outcome'])],
  },
};

/** As large as those of the city's own models, so that a drawing looks of one piece. */
const ACTIVITY_PX = { width: 120, height: 80 };
const ACTIVITIES: ReadonlySet<string> = new Set(['bpmn:UserTask', 'bpmn:ServiceTask', 'bpmn:CallActivity']);

type Makers = Pick<Services, 'moddle' | 'elementFactory'>;

/** A shape that isn't drawn yet, with everything in it. `definitions` gets the message that it waits for, unless it has it. */
export function makeStep({ moddle, elementFactory }: Makers, step: CityStep, name: string, definitions: ModelElement): DrawnElement {
  const { type, extensions, message } = TEMPLATES[step];
  const shape = elementFactory.createShape({ type, ...(ACTIVITIES.has(type) ? ACTIVITY_PX : {}) });
  const element = shape.businessObject;
  element.set('name', name);
  if (extensions.length > 0) {
    const holder = moddle.create('bpmn:ExtensionElements', { values: extensions.map((plan) => made(moddle, plan)) });
    own(element, 'extensionElements', holder);
    for (const value of holder.get('values') as readonly ModelElement[]) adopt(value, holder);
  }
  if (message !== undefined) {
    const event = moddle.create('bpmn:MessageEventDefinition', { messageRef: messageOf(moddle, definitions, message) });
    element.set('eventDefinitions', [event]);
    adopt(event, element);
  }
  return shape;
}

function made(moddle: Services['moddle'], { $type, ...properties }: Plan): ModelElement {
  const attributes = Object.entries(properties).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.map((one: Plan) => made(moddle, one))];
    return [name, typeof value === 'object' ? made(moddle, value as Plan) : value];
  });
  const element = moddle.create($type, Object.fromEntries(attributes));
  for (const [, value] of attributes) if (Array.isArray(value)) for (const one of value as ModelElement[]) adopt(one, element);
  return element;
}

function messageOf(moddle: Services['moddle'], definitions: ModelElement, name: string): ModelElement {
  const roots = definitions.get('rootElements') as ModelElement[];
  const known = roots.find((root) => root.$type === 'bpmn:Message' && root.name === name);
  if (known !== undefined) return known;
  const subscription = moddle.create('zeebe:Subscription', { correlationKey: '=caseRun' });
  const holder = moddle.create('bpmn:ExtensionElements', { values: [subscription] });
  const message = moddle.create('bpmn:Message', { id: `message-${name.replaceAll('.', '-')}`, name, extensionElements: holder });
  adopt(subscription, holder);
  adopt(holder, message);
  adopt(message, definitions);
  roots.unshift(message);
  return message;
}

function own(parent: ModelElement, property: string, child: ModelElement): void {
  parent.set(property, child);
  adopt(child, parent);
}

export function adopt(child: ModelElement, parent: ModelElement): void {
  Object.assign(child, { $parent: parent });
}
