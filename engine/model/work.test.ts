/** What the activities of a model become. */
import { between, extended, feel, source } from './testing/compiled.js';
import { ioMapping, serviceTask, tag, taskDefinition } from './testing/process-xml.js';

describe('work', () => {
  test.each(['serviceTask', 'sendTask', 'scriptTask', 'businessRuleTask'])('a %s has a job', async (name) => {
    const headers = tag('zeebe:taskHeaders', {}, [
      tag('zeebe:header', { key: 'to', value: 'crm' }),
      tag('zeebe:header', { key: 'empty', value: '' }),
    ]);
    const node = await between(extended(name, taskDefinition('="crm-" + system', '=2'), headers));
    expect(node.job).toEqual({ type: feel('"crm-" + system', 'system'), retries: feel('2'), headers: { to: 'crm' } });
    expect(node.type).toBe(name);
  });

  test('retries are 3 when nothing is said', async () => {
    expect((await between(serviceTask('x', 'a'))).job).toEqual({ type: source('a'), retries: source('3'), headers: {} });
  });

  test('a native user task has people, dates, a form and a priority', async () => {
    const node = await between(
      extended(
        'userTask',
        tag('zeebe:userTask'),
        tag('zeebe:assignmentDefinition', { assignee: '=who', candidateGroups: 'line-1, line "2"', candidateUsers: '=users' }),
        tag('zeebe:taskSchedule', { dueDate: '2026-03-02T15:35:00Z', followUpDate: '=later' }),
        tag('zeebe:priorityDefinition', { priority: '70' }),
        tag('zeebe:formDefinition', { formId: 'answer' }),
      ),
    );
    expect(node.userTask).toEqual({
      assignee: feel('who', 'who'),
      candidateGroups: feel('["line-1", "line \\"2\\""]'),
      candidateUsers: feel('users', 'users'),
      dueDate: source('2026-03-02T15:35:00Z'),
      followUpDate: feel('later', 'later'),
      priority: source('70'),
      formId: source('answer'),
      headers: {},
    });
    expect([node.job, node.jobUserTask]).toEqual([undefined, undefined]);
    const groups = node.userTask?.candidateGroups?.evaluate(() => undefined, { nowMs: 0, random: () => 0 });
    expect(groups).toEqual({ type: 'value', value: ['line-1', 'line "2"'] });
  });

  test('a job-based user task has a job of its own type with one try', async () => {
    const node = await between(
      extended('userTask', tag('zeebe:assignmentDefinition', { assignee: '=who' }), tag('zeebe:formDefinition', { formKey: 'embedded' })),
    );
    expect(node.userTask).toBeUndefined();
    expect(node.jobUserTask).toEqual({ assignee: feel('who', 'who'), headers: {} });
    expect(node.job).toEqual({
      type: source('io.camunda.zeebe:userTask'),
      retries: source('1'),
      headers: { 'io.camunda.zeebe:formKey': 'embedded' },
    });
  });

  test('a script, a decision and a call', async () => {
    expect((await between(extended('scriptTask', tag('zeebe:script', { expression: '=a + 1', resultVariable: 'b' })))).script).toEqual({
      expression: feel('a + 1', 'a'),
      resultVariable: 'b',
    });
    expect(
      (await between(extended('businessRuleTask', tag('zeebe:calledDecision', { decisionId: 'agency', resultVariable: 'r' })))).decision,
    ).toEqual({
      decisionId: source('agency'),
      resultVariable: 'r',
    });
    expect((await between(extended('callActivity', tag('zeebe:calledElement', { processId: '=called' })))).calledElement).toEqual({
      processId: feel('called', 'called'),
      propagateAllChildVariables: true,
      propagateAllParentVariables: true,
    });
    const narrow = tag('zeebe:calledElement', { processId: 'q', propagateAllChildVariables: false, propagateAllParentVariables: false });
    expect((await between(extended('callActivity', narrow))).calledElement).toMatchObject({
      propagateAllChildVariables: false,
      propagateAllParentVariables: false,
    });
  });

  test('mappings keep their order and split their targets', async () => {
    const node = await between(
      extended('serviceTask', taskDefinition('a'), ioMapping({ 'order.id': '=id', kind: 'lamp' }, { result: '=answer' })),
    );
    expect(node.inputs).toEqual([
      { source: feel('id', 'id'), target: ['order', 'id'] },
      { source: source('lamp'), target: ['kind'] },
    ]);
    expect(node.outputs).toEqual([{ source: feel('answer', 'answer'), target: ['result'] }]);
  });

  test.each(['task', 'manualTask'])('a %s does nothing', async (name) => {
    expect(await between(tag(name, { id: 'x' }))).toMatchObject({ type: name, event: { type: 'none' }, inputs: [], outputs: [] });
  });
});
