/** The core by its events: variables, messages. Numbers in brackets are the clauses of facts/SEMANTICS. */
import { describe, expect, test } from '@jest/globals';
import {
  endEvent,
  eventSubProcess,
  extensionElements,
  ioMapping,
  message,
  messageEvent,
  path,
  processXml,
  serviceTask,
  startEvent,
  tag,
  taskDefinition,
} from '../model/testing/process-xml.js';
import { accepted, complete, deployed, HOUR, oneTask, processVariable, publish, start, variables } from './testing/given.js';

describe('variables', () => {
  test('without output mappings go to the nearest owner, input-mapped locals included (4, 25)', async () => {
    const task = tag('serviceTask', { id: 'a' }, [extensionElements(taskDefinition('a'), ioMapping({ local: '=null' }))]);
    const engine = await deployed(processXml('p', [startEvent('s'), task, serviceTask('b'), endEvent('e'), path('s', 'a', 'b', 'e')]));
    const key = start(engine, { known: 1 });
    complete(engine, 'a', { local: 'kept inside', known: 2, fresh: 3 });
    expect(processVariable(engine, key, 'local')).toBeUndefined();
    expect(processVariable(engine, key, 'known')).toBe(2);
    expect(processVariable(engine, key, 'fresh')).toBe(3);
  });

  test('with output mappings only their results leave (4)', async () => {
    const task = tag('serviceTask', { id: 'a' }, [
      extensionElements(taskDefinition('a'), ioMapping({}, { 'case.total': '=sum', twice: '=case.total * 2' })),
    ]);
    const engine = await deployed(processXml('p', [startEvent('s'), task, serviceTask('b'), endEvent('e'), path('s', 'a', 'b', 'e')]));
    const key = start(engine, { case: { id: 7 } });
    complete(engine, 'a', { sum: 21, secret: true });
    expect(processVariable(engine, key, 'case')).toEqual({ id: 7, total: 21 });
    expect(processVariable(engine, key, 'twice')).toBe(42);
    expect(processVariable(engine, key, 'secret')).toBeUndefined();
  });

  test('of a failed job stay local', async () => {
    const engine = await deployed(oneTask);
    const key = start(engine);
    accepted(engine, {
      type: 'failJob',
      jobKey: engine.job('a'),
      retries: 1,
      backoffMs: 0,
      message: '',
      variables: variables({ hint: 1 }),
    });
    expect(processVariable(engine, key, 'hint')).toBeUndefined();
    expect(engine.at('a')[0]?.variables.get('hint')?.json).toBe('1');
  });

  test('a call takes mapped inputs only and returns mapped outputs only; a missing one is the parent’s (20)', async () => {
    const child = processXml('child', [startEvent('cs'), serviceTask('work'), endEvent('ce'), path('cs', 'work', 'ce')]);
    const call = tag('callActivity', { id: 'call' }, [
      extensionElements(
        tag('zeebe:calledElement', { processId: 'child', propagateAllParentVariables: false, propagateAllChildVariables: true }),
        ioMapping({ given: '=a' }, { result: '=answer', mine: '=a' }),
      ),
    ]);
    const engine = await deployed(
      child,
      processXml('p', [startEvent('s'), call, serviceTask('b'), endEvent('e'), path('s', 'call', 'b', 'e')]),
    );
    const key = start(engine, { a: 1, hidden: 2 });
    const called = [...engine.elements()].find(({ id }) => id === 'child')?.element;
    expect([...(called?.variables.keys() ?? [])]).toEqual(['given']);
    complete(engine, 'work', { answer: 42, noise: true });
    expect(processVariable(engine, key, 'result')).toBe(42);
    expect(processVariable(engine, key, 'mine')).toBe(1);
    expect(processVariable(engine, key, 'noise')).toBeUndefined();
  });
});

describe('a computed text that no database takes is an incident', () => {
  test.each([
    ['the type of a job', serviceTask('a', '=nul')],
    [
      'a candidate group',
      tag('userTask', { id: 'a' }, [
        extensionElements(tag('zeebe:userTask'), tag('zeebe:assignmentDefinition', { candidateGroups: '=["a", nul]' })),
      ]),
    ],
    [
      'an assignee',
      tag('userTask', { id: 'a' }, [extensionElements(tag('zeebe:userTask'), tag('zeebe:assignmentDefinition', { assignee: '=nul' }))]),
    ],
    ['an input', tag('serviceTask', { id: 'a' }, [extensionElements(taskDefinition('a'), ioMapping({ x: '={y: [nul]}' }))])],
    [
      'the result of a script',
      tag('scriptTask', { id: 'a' }, [extensionElements(tag('zeebe:script', { expression: '=nul', resultVariable: 'r' }))]),
    ],
    ['half a character', serviceTask('a', '=half')],
  ])('%s', async (_what, task) => {
    const engine = await deployed(processXml('p', [startEvent('s'), task, endEvent('e'), path('s', 'a', 'e')]));
    engine.execute({
      type: 'createInstance',
      bpmnProcessId: 'p',
      variables: new Map([
        ['nul', '"\\u0000"'],
        ['half', '"\\ud800"'],
      ]),
      startElementIds: [],
    });
    const incident = engine.at('a')[0]?.incident;
    expect(incident?.message).toMatch(/text without NUL and half characters/);
    expect(incident?.message).not.toContain('\u0000');
  });

  test('an incident that quotes such a text replaces the character', async () => {
    const task = tag('userTask', { id: 'a' }, [extensionElements(tag('zeebe:userTask'), tag('zeebe:taskSchedule', { dueDate: '=nul' }))]);
    const engine = await deployed(processXml('p', [startEvent('s'), task, endEvent('e'), path('s', 'a', 'e')]));
    engine.execute({ type: 'createInstance', bpmnProcessId: 'p', variables: new Map([['nul', '"a\\u0000b"']]), startElementIds: [] });
    expect(engine.at('a')[0]?.incident?.message).toContain("'a\ufffdb'");
  });
});

describe('messages', () => {
  const waiting = processXml(
    'p',
    [
      startEvent('s'),
      tag('receiveTask', { id: 'wait', messageRef: 'm' }),
      serviceTask('next'),
      endEvent('e'),
      path('s', 'wait', 'next', 'e'),
    ],
    [message('m', 'news', '=k')],
  );

  test('published before the subscription waits for its time to live, then no longer (9, 21)', async () => {
    const engine = await deployed(waiting);
    publish(engine, 'news', 'A', { ttlMs: HOUR, values: { text: 'hello' } });
    publish(engine, 'news', 'B', { ttlMs: 1 });
    engine.nowMs += 1_000;
    const key = start(engine, { k: 'A' });
    start(engine, { k: 'B' });
    expect(engine.at('wait')).toHaveLength(1);
    expect(processVariable(engine, key, 'text')).toBe('hello');
  });

  test('reaches one instance of a process, the older (8, 21); an id is taken while its message is kept (9)', async () => {
    const engine = await deployed(waiting);
    start(engine, { k: 'A' });
    start(engine, { k: 'A' });
    expect(publish(engine, 'news', 'A', { ttlMs: HOUR, id: 'once' }).type).toBe('messagePublished');
    expect(engine.at('wait')).toHaveLength(1);
    expect(publish(engine, 'news', 'A', { ttlMs: HOUR, id: 'once' })).toMatchObject({ type: 'rejected', code: 'ALREADY_EXISTS' });
    expect(publish(engine, 'news', 'other', { id: 'free' }).type).toBe('messagePublished');
    expect(publish(engine, 'news', 'other', { id: 'free' }).type).toBe('messagePublished');
  });

  test('starts one instance a key at a time; the oldest that waits starts the next (8)', async () => {
    const engine = await deployed(
      processXml(
        'p',
        [startEvent('s', [messageEvent('m')]), serviceTask('a'), endEvent('e'), path('s', 'a', 'e')],
        [message('m', 'order')],
      ),
    );
    publish(engine, 'order', 'A', { ttlMs: HOUR, values: { n: 1 } });
    publish(engine, 'order', 'A', { ttlMs: HOUR, values: { n: 2 } });
    publish(engine, 'order', 'B', { ttlMs: HOUR, values: { n: 3 } });
    expect(engine.at('a')).toHaveLength(2);
    complete(engine, 'a');
    expect(engine.at('a')).toHaveLength(2);
    expect(engine.trees.size).toBe(2);
  });

  test('a correlation key that is neither string nor number is an incident; numbers are truncated (9)', async () => {
    const engine = await deployed(waiting);
    start(engine, { k: null });
    expect(engine.at('wait')[0]?.incident?.errorType).toBe('EXTRACT_VALUE_ERROR');
    start(engine, { k: 12.7 });
    publish(engine, 'news', '12');
    expect(engine.at('next')).toHaveLength(1);
  });

  test('a non-interrupting event subprocess takes each message; its variables reach the root unless an input owns the name (19)', async () => {
    const engine = await deployed(
      processXml(
        'p',
        [
          startEvent('s'),
          serviceTask('a'),
          endEvent('e'),
          path('s', 'a', 'e'),
          eventSubProcess('contact', [
            extensionElements(ioMapping({ note: '=null' })),
            startEvent('more', [messageEvent('m')], { isInterrupting: false }),
            serviceTask('tell'),
            endEvent('ee'),
            path('more', 'tell', 'ee'),
          ]),
        ],
        [message('m', 'contact', '=k')],
      ),
    );
    const key = start(engine, { k: 'A' });
    publish(engine, 'contact', 'A', { values: { note: 'one', open: 1 } });
    publish(engine, 'contact', 'A', { values: { note: 'two' } });
    expect(engine.at('tell')).toHaveLength(2);
    expect(processVariable(engine, key, 'note')).toBeUndefined();
    expect(processVariable(engine, key, 'open')).toBe(1);
  });
});
