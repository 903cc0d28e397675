/** Where running cases are, what stands still, and steps that failed in processes that no case stands behind. */
import { Stack } from './support/stack.js';

interface Place {
  readonly processId: string;
  readonly element: string;
  readonly elementName: string;
  readonly cases: number;
  readonly late: number;
  readonly stuck: number;
}
interface FailedStep {
  readonly key: string;
  readonly caseNumber: string | null;
  readonly process: string;
  readonly name: string;
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ settings: { undoMs: 0 } });
});
afterAll(() => stack.stop());

const get = async <Body>(path: string) => (await (await stack.as('olga')).get<Body>(path)).body;

async function register(entryTier: string): Promise<string> {
  const answer = await (await stack.as('lena')).post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura.',
    entryTier,
  });
  await stack.rest();
  return answer.body.number;
}

test('cases are counted where they are, also in the processes that they called; and listed there', async () => {
  const first = await register('line-1');
  const second = await register('line-2');
  const overview =
    await get<readonly { processId: string; version: number; cases: number; late: number; stuck: number; failed: number }[]>(
      '/api/v1/running',
    );
  expect(overview).toEqual([
    expect.objectContaining({ processId: 'resident-matter', version: 1, cases: 2, promised: 2, late: 0, stuck: 0, failed: 0 }),
  ]);
  const places = await get<readonly Place[]>('/api/v1/running/resident-matter/1/places');
  const at = (element: string) => places.find((one) => one.element === element);
  expect(at('resolve')).toMatchObject({ processId: 'resident-matter', cases: 2 });
  expect(at('answer')).toMatchObject({ processId: 'resolve-matter', elementName: 'Odpowiedz lub przekaż', cases: 1, late: 0 });
  expect(at('clarify')).toMatchObject({ cases: 1 });
  const there = await get<{ cases: readonly { number: string }[]; more: boolean }>(
    '/api/v1/running/resident-matter/1/cases?process=resolve-matter&element=clarify',
  );
  expect([there.cases.map(({ number }) => number), there.more]).toEqual([[second], false]);
  const all = await get<{ cases: readonly { number: string }[] }>('/api/v1/running/resident-matter/1/cases');
  expect(all.cases.map(({ number }) => number).sort()).toEqual([first, second].sort());
  expect(JSON.stringify(all)).not.toContain('Dziura.');
});

test('nothing happened for eight days: late and standing still; nobody counts a closed case', async () => {
  await stack.rows(
    `UPDATE case_file SET last_event_at = last_event_at - interval '8 days', promise_at = now() - interval '10 years' WHERE number LIKE '%1'`,
  );
  const [one] = await get<readonly { cases: number; late: number; stuck: number }[]>('/api/v1/running');
  expect(one).toMatchObject({ cases: 2, late: 1, stuck: 1 });
  const [patient] = await get<readonly { stuck: number }[]>('/api/v1/running?stuckDays=30');
  expect(patient).toMatchObject({ stuck: 0 });
  const stuck = await get<{ cases: readonly { number: string }[] }>('/api/v1/running/resident-matter/1/cases?only=stuck');
  expect(stuck.cases).toHaveLength(1);
  await stack.rows(
    `UPDATE case_file SET status = 'resolved', outcome_code = 'done', closing_text = 'x', closed_at = now() WHERE number LIKE '%1'`,
  );
  expect((await get<readonly { cases: number }[]>('/api/v1/running'))[0]).toMatchObject({ cases: 1, stuck: 0 });
});

test('nobody but the owner, and no model that isn’t there', async () => {
  for (const login of ['lena', 'adam', 'alina']) expect((await (await stack.as(login)).get('/api/v1/running')).status).toBe(403);
  expect((await (await stack.as('olga')).get('/api/v1/running/resident-matter/9/places')).status).toBe(404);
});

const ODD = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x">
  <bpmn:process id="odd" name="Sprawdzenie" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f" sourceRef="start" targetRef="which" />
    <bpmn:exclusiveGateway id="which" name="Który?"><bpmn:incoming>f</bpmn:incoming><bpmn:outgoing>g</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="g" sourceRef="which" targetRef="end"><bpmn:conditionExpression>=x = 1</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:endEvent id="end"><bpmn:incoming>g</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;

test('a failed step without a case is listed and tried again, and that stands among the changes', async () => {
  const deployed = await stack.engine.deploy([{ name: 'odd.bpmn', content: Buffer.from(ODD) }]);
  expect(deployed.type).toBe('accepted');
  const made = await stack.engine.execute({
    type: 'createInstance',
    bpmnProcessId: 'odd',
    version: -1,
    variables: new Map(),
    startElementIds: [],
  });
  if (made.type !== 'accepted' || made.response.type !== 'instanceCreated') throw new Error(JSON.stringify(made));
  await stack.rest();
  const alina = await stack.as('alina');
  const steps = (await alina.get<readonly FailedStep[]>('/api/v1/failed-steps')).body;
  expect(steps).toEqual([expect.objectContaining({ caseNumber: null, process: 'Sprawdzenie', name: 'Który?', version: 1 })]);
  expect((await (await stack.as('olga')).post(`/api/v1/failed-steps/${steps[0]?.key}/retry`)).status).toBe(403);
  expect((await alina.post(`/api/v1/failed-steps/${steps[0]?.key}/retry`)).status).toBe(204);
  await stack.rest();
  // Nothing was repaired, so it fails again.
  expect((await alina.get<readonly FailedStep[]>('/api/v1/failed-steps')).body).toHaveLength(1);
  const { body } = await (await stack.as('adam')).get<{ changes: readonly { by: string; differences: object[] }[] }>(
    '/api/v1/changes?kind=step',
  );
  expect(body.changes.map(({ by }) => by)).toEqual(['alina']);
  expect((await alina.post('/api/v1/failed-steps/1/retry')).status).toBe(404);
});

test('codes are told in the words of the published forms, the newest first', async () => {
  await stack.rows(
    `INSERT INTO model_part (engine, definition_key, kind, ids, names, version, resource_name, content)
     SELECT 'embedded', 1, 'form', '{settle}'::text[], '{settle}'::text[], 1, 'settle.form', $1 UNION ALL SELECT 'embedded', 9000000000000000000, 'form', '{settle}'::text[], '{settle}'::text[], 2, 'settle.form', $2`,
    ['odmowa', 'decyzja odmowna'].map((label) =>
      JSON.stringify({
        components: [
          { type: 'group', components: [{ key: 'madeUp', label: 'Zmyślone pole', values: [{ label, value: 'refused' }] }] },
          { type: 'text' },
        ],
      }),
    ),
  );
  const { body } = await (await stack.as('olga')).get<readonly { field: string; label: string; choices: object[] }[]>('/api/v1/words');
  expect(body.find(({ field }) => field === 'madeUp')).toEqual({
    field: 'madeUp',
    label: 'Zmyślone pole',
    choices: [{ code: 'refused', label: 'decyzja odmowna' }],
  });
});
