/** Keeps the rules that let the same models run on the embedded engine, on Camunda 8 and on Operaton. */
import { crossings, drawingOf, linesThrough, overlaps, slanted } from './drawing.js';
import type { Item, ProcessFile } from './model-file.js';
import {
  CASE_TYPES,
  conditionOf,
  extension,
  filesOf,
  idOf,
  itemOf,
  itemsOf,
  mappings,
  processFiles,
  property,
  textOf,
  textOfFile,
} from './model-file.js';

const SUPPORTED = [
  'bpmn:StartEvent',
  'bpmn:EndEvent',
  'bpmn:IntermediateCatchEvent',
  'bpmn:BoundaryEvent',
  'bpmn:UserTask',
  'bpmn:ServiceTask',
  'bpmn:BusinessRuleTask',
  'bpmn:CallActivity',
  'bpmn:ExclusiveGateway',
  'bpmn:ParallelGateway',
  'bpmn:EventBasedGateway',
  'bpmn:SubProcess',
];
const EVENT_DEFINITIONS = [
  'bpmn:MessageEventDefinition',
  'bpmn:TimerEventDefinition',
  'bpmn:ErrorEventDefinition',
  'bpmn:TerminateEventDefinition',
];
const GROUPS = ['front-office', 'line-1', 'line-2', 'department'];
const JOB_TYPES = [
  'matter.classify',
  'deadline.compute',
  'deadline.check',
  'deadline.notify',
  'deadline.extend',
  'notice.check',
  'case.pause',
  'case.resume',
  'crm.contact.create',
  'crm.case.resolve',
  'tier.enter',
  'contact.note',
  'dms.file.open',
  'dms.file.close',
  'notours.tell',
  'notours.forward',
  'case.close',
  'notify.mail',
  'notify.sms',
];
const CONDITION = /^=list contains\(\["[a-z0-9-]+"(,"[a-z0-9-]+")*\], ([a-zA-Z.]+)\)/;

const ofType = (file: ProcessFile, ...types: readonly string[]): readonly Item[] =>
  file.nodes.filter((node) => types.includes(`${node.$type}`));
const definitionsOf = (node: Item): readonly Item[] => itemsOf(node, 'eventDefinitions');
const flowsFrom = (file: ProcessFile, node: Item): readonly Item[] => file.flows.filter((flow) => itemOf(flow, 'sourceRef') === node);

type Form = {
  readonly id: string;
  readonly components: readonly { readonly key?: string; readonly values?: readonly { readonly value: string }[] }[];
};
const forms = new Map<string, Form>(
  filesOf('.form').map((file) => {
    const form: Form = JSON.parse(textOfFile(file));
    return [form.id, form];
  }),
);
const processIds = processFiles.map(({ process }) => idOf(process));
const decisionIds = filesOf('.dmn').map((file) => /<decision id="([^"]+)"/.exec(textOfFile(file))?.[1]);

test('every case type has its models, forms, README and scenarios', () => {
  for (const folder of CASE_TYPES) {
    for (const file of [`${folder}.bpmn`, 'README.md', 'scenarios.md', 'scenarios.json'])
      expect(textOfFile(`${folder}/${file}`)).not.toBe('');
  }
  expect(new Set(processIds).size).toBe(processFiles.length);
  expect(forms.size).toBe(filesOf('.form').length);
});

describe.each(processFiles.map((file) => [file.name, file] as const))('%s', (_name, file) => {
  test('is read without a warning and holds only elements that all engines run', () => {
    expect(file.warnings).toEqual([]);
    expect(file.nodes.map(({ $type }) => $type).filter((type) => !SUPPORTED.includes(type))).toEqual([]);
    const definitions = file.nodes.flatMap(definitionsOf).map(({ $type }) => $type);
    expect(definitions.filter((type) => !EVENT_DEFINITIONS.includes(type))).toEqual([]);
    expect(file.nodes.filter((node) => node.loopCharacteristics !== undefined)).toEqual([]);
  });

  test('has ASCII ids, Polish names and at most 30 nodes', () => {
    const ids = [...file.nodes, ...file.flows].map(idOf);
    expect(ids.filter((id) => !/^[a-z][a-z0-9-]*$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const nameless = file.nodes.filter((node) => !node.$type.endsWith('Gateway') && textOf(node, 'name') === '');
    expect(nameless.map(idOf)).toEqual([]);
    expect(file.nodes.length).toBeLessThanOrEqual(30);
  });

  test('has native user tasks with a form that exists and candidate groups as a FEEL list', () => {
    for (const task of ofType(file, 'bpmn:UserTask')) {
      expect(extension(task, 'zeebe:UserTask')).toBeDefined();
      const form = forms.get(textOf(extension(task, 'zeebe:FormDefinition'), 'formId'));
      expect(form).toBeDefined();
      const assignment = extension(task, 'zeebe:AssignmentDefinition');
      expect(textOf(assignment, 'candidateGroups')).toMatch(/^=\["[a-z0-9-]+"\]$/);
      const groups: readonly string[] = JSON.parse(textOf(assignment, 'candidateGroups').slice(1));
      expect(GROUPS).toEqual(expect.arrayContaining([...groups]));
      expect([property(task, 'tier')]).toEqual(groups);
      expect(property(task, 'publicStatus')).toMatch(/\S/);
    }
  });

  test('offers each action of a task as a value of its form', () => {
    for (const task of ofType(file, 'bpmn:UserTask')) {
      const form = forms.get(textOf(extension(task, 'zeebe:FormDefinition'), 'formId'));
      const actions = property(task, 'actions')?.split(',') ?? [];
      expect(actions.length).toBeGreaterThan(0);
      const choice = form?.components.find(({ key }) => key === 'decision' || key === 'callResult');
      if (choice !== undefined) expect(choice.values?.map(({ value }) => value)).toEqual(actions);
      else expect(actions).toHaveLength(1);
    }
  });

  test('takes over from a task exactly what its form or a constant gives', () => {
    for (const task of ofType(file, 'bpmn:UserTask')) {
      const outputs = mappings(task, 'outputParameters');
      expect(outputs.length).toBeGreaterThan(0);
      const keys = forms.get(textOf(extension(task, 'zeebe:FormDefinition'), 'formId'))?.components.flatMap(({ key }) => key ?? []) ?? [];
      const plain = outputs
        .map((output) => textOf(output, 'source'))
        .filter((source) => /^=[a-zA-Z]+$/.test(source) && !['=true', '=false'].includes(source));
      expect(plain.filter((source) => !keys.includes(source.slice(1)))).toEqual([]);
    }
  });

  test('maps the output of every message event, call and service, and passes nothing on by itself', () => {
    const messages = file.nodes.filter((node) => definitionsOf(node).some(({ $type }) => $type === 'bpmn:MessageEventDefinition'));
    for (const node of [...messages, ...ofType(file, 'bpmn:ServiceTask')]) {
      const taken = mappings(node, 'outputParameters').length;
      expect([idOf(node), taken > 0]).toEqual([idOf(node), true]);
    }
    for (const call of ofType(file, 'bpmn:CallActivity')) {
      const called = extension(call, 'zeebe:CalledElement');
      expect(processIds).toContain(textOf(called, 'processId'));
      expect([called?.propagateAllChildVariables, called?.propagateAllParentVariables]).toEqual([false, false]);
      expect(mappings(call, 'inputParameters').map((input) => textOf(input, 'target'))).toContain('caseRun');
      // Without output mappings nothing comes back; a call whose result is read must name it.
      const outgoing = flowsFrom(file, call).length > 0;
      expect(mappings(call, 'outputParameters').length > 0).toBe(outgoing);
    }
  });

  test('correlates by the run with constant message names, each once', () => {
    const messages = itemsOf(file.definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Message');
    for (const message of messages) {
      expect(textOf(message, 'name')).toMatch(/^[a-z]+(\.[a-z]+)+$/);
      // Replies belong to one visit: with the run's key a second one, kept, would end the next pause at once.
      const key = /\.replied$/.test(textOf(message, 'name')) ? '=caseRun + "/" + string(entry)' : '=caseRun';
      expect(textOf(extension(message, 'zeebe:Subscription'), 'correlationKey')).toBe(key);
    }
    const used = file.nodes.flatMap(definitionsOf).flatMap((definition) => itemOf(definition, 'messageRef') ?? []);
    expect(new Set(used).size).toBe(used.length);
    expect(messages.length).toBe(used.length);
  });

  test('has gateways whose conditions exclude each other and never raise an incident', () => {
    for (const gateway of ofType(file, 'bpmn:ExclusiveGateway')) {
      const out = flowsFrom(file, gateway);
      if (out.length < 2) continue;
      const standard = itemOf(gateway, 'default');
      expect(out).toContain(standard);
      expect(textOf(gateway, 'name')).not.toBe('');
      expect(out.every((flow) => textOf(flow, 'name') !== '')).toBe(true);
      expect(standard === undefined ? '' : conditionOf(standard)).toBe('');
      const conditions = out.filter((flow) => flow !== standard).map(conditionOf);
      for (const condition of conditions) expect(condition).toMatch(CONDITION);
      expect(new Set(conditions.map((condition) => CONDITION.exec(condition)?.[2])).size).toBeLessThanOrEqual(1);
      expect(exclusive(conditions)).toBe(true);
    }
  });

  test('uses job types, decisions and errors that the contract lists', () => {
    const jobs = ofType(file, 'bpmn:ServiceTask').map((task) => textOf(extension(task, 'zeebe:TaskDefinition'), 'type'));
    expect(jobs.filter((type) => !JOB_TYPES.includes(type))).toEqual([]);
    const decisions = ofType(file, 'bpmn:BusinessRuleTask').map((task) => textOf(extension(task, 'zeebe:CalledDecision'), 'decisionId'));
    expect(decisions.filter((id) => !decisionIds.includes(id))).toEqual([]);
    const contract = textOfFile('README.md');
    for (const type of jobs) expect(contract).toContain(`\`${type}\``);
  });

  test('guards every date of a timer against null', () => {
    const timers = file.nodes.flatMap(definitionsOf).filter(({ $type }) => $type === 'bpmn:TimerEventDefinition');
    for (const timer of timers) {
      const date = textOf(itemOf(timer, 'timeDate'), 'body');
      if (date !== '') expect(date).toMatch(/^=if (\w+) = null then "2999-12-31T00:00:00Z" else \1$/);
      else expect(textOf(itemOf(timer, 'timeDuration'), 'body')).toMatch(/^=duration\("P\w+"\)$/);
    }
  });

  test('keeps at most 20 variables in a scope and nothing personal', () => {
    const written = new Set(
      file.nodes
        // With output mappings a decision's result stays with its task.
        .flatMap((node) => {
          const targets = targetsOf(node, 'outputParameters');
          return targets.length > 0 ? targets : [textOf(extension(node, 'zeebe:CalledDecision'), 'resultVariable')];
        })
        .filter(Boolean),
    );
    const given = ['caseRun', 'caseNumber', 'classification', 'channel', 'entryTier', 'registeredBy', 'reopens'];
    expect(new Set([...written, ...given]).size).toBeLessThanOrEqual(20);
    for (const node of file.nodes.filter(({ $type }) => $type === 'bpmn:CallActivity'))
      expect(targetsOf(node, 'inputParameters').length).toBeLessThanOrEqual(20);
    const personal = /name(?!s)|address|phone|email|text$|note$|pesel|resident(?!Text)/i;
    expect([...written].filter((name) => personal.test(name) && name !== 'caseNumber')).toEqual([]);
  });

  test('watches the date of every task that a person does', () => {
    for (const task of ofType(file, 'bpmn:UserTask')) {
      const knocks = ofType(file, 'bpmn:BoundaryEvent').filter((event) => itemOf(event, 'attachedToRef') === task);
      expect(knocks).toHaveLength(1);
      expect(knocks[0]?.cancelActivity).toBe(false);
      const [alert] = knocks.flatMap((knock) => flowsFrom(file, knock)).flatMap((flow) => itemOf(flow, 'targetRef') ?? []);
      expect(alert === undefined ? '' : textOf(extension(alert, 'zeebe:CalledElement'), 'processId')).toBe('deadline-alert');
    }
  });

  test('starts subprocesses by events alone, beside what runs, and keeps what comes in with a message inside', () => {
    for (const scope of ofType(file, 'bpmn:SubProcess')) {
      expect(scope.triggeredByEvent).toBe(true);
      const [start] = itemsOf(scope, 'flowElements').filter(({ $type }) => $type === 'bpmn:StartEvent');
      expect(start?.isInterrupting).toBe(false);
      if (start === undefined) continue;
      const owned = mappings(scope, 'inputParameters').map((input) => textOf(input, 'target'));
      expect(targetsOf(start, 'outputParameters').filter((name) => !owned.includes(name))).toEqual([]);
    }
  });

  test('is drawn whole: each node and flow, left to right, straight, nothing across', () => {
    const { shapes, labels, lines } = drawingOf(file);
    const drawn = [...shapes, ...lines].map(({ id }) => id);
    expect([...file.nodes, ...file.flows].map(idOf).filter((id) => !drawn.includes(id))).toEqual([]);
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(slanted(lines)).toEqual([]);
    expect(crossings(lines)).toEqual([]);

    const boundary = ofType(file, 'bpmn:BoundaryEvent').map(idOf);
    const nodes = shapes.filter(({ id }) => file.nodes.some((node) => idOf(node) === id));
    // What lies in a subprocess lies on it.
    const frames = ofType(file, 'bpmn:SubProcess').map(idOf);
    const bodies = nodes.filter(({ id }) => !boundary.includes(id) && !frames.includes(id));
    expect(overlaps(bodies, bodies)).toEqual([]);
    expect(linesThrough(lines, bodies)).toEqual([]);
    expect(
      overlaps(
        labels,
        nodes.filter(({ id }) => !frames.includes(id)),
      ),
    ).toEqual([]);
    expect(overlaps(labels, labels)).toEqual([]);
    expect(linesThrough(lines, labels)).toEqual([]);
  });

  test('has its boundary events on the edge of their activity and its lanes around their nodes', () => {
    const { shapes } = drawingOf(file);
    const boxes = new Map(shapes.map((shape) => [shape.id, shape]));
    for (const event of ofType(file, 'bpmn:BoundaryEvent')) {
      const box = boxes.get(idOf(event));
      const host = boxes.get(idOf(itemOf(event, 'attachedToRef')));
      if (box === undefined || host === undefined) throw new Error(`Expected ${idOf(event)} to be drawn, but it isn’t`);
      const middle = box.y + box.height / 2;
      expect([host.y, host.y + host.height]).toContain(middle);
      expect(box.x >= host.x && box.x + box.width <= host.x + host.width).toBe(true);
    }
    for (const lane of itemsOf(itemsOf(file.process, 'laneSets')[0], 'lanes')) {
      const box = boxes.get(idOf(lane));
      for (const node of itemsOf(lane, 'flowNodeRef')) {
        const inner = boxes.get(idOf(node));
        expect(inner !== undefined && box !== undefined && inner.y >= box.y && inner.y + inner.height <= box.y + box.height).toBe(true);
      }
    }
  });
});

function targetsOf(node: Item, direction: 'inputParameters' | 'outputParameters'): readonly string[] {
  return mappings(node, direction).map((mapping) => textOf(mapping, 'target'));
}

/** Two conditions of the form `list contains([…], x)` exclude each other when their lists share nothing, or one negates the other's rest. */
function exclusive(conditions: readonly string[]): boolean {
  return conditions.every((one, at) =>
    conditions.slice(at + 1).every((other) => {
      const values = (condition: string): readonly string[] => JSON.parse(/\[[^\]]*\]/.exec(condition)?.[0] ?? '[]');
      const shared = values(one).some((value) => values(other).includes(value));
      const rest = (condition: string): string => condition.replace(CONDITION, '').replace(/^ and /, '');
      return !shared || rest(one) === `not(${rest(other)})` || rest(other) === `not(${rest(one)})`;
    }),
  );
}
