/** The auditor's two harder questions, each on a case made for it: closed without all steps, touched by hand from outside of our pages. */
import { parseVariables, type Variables } from '../../engine/index.js';
import { Stack } from './support/stack.js';

interface Task {
  readonly key: string;
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ settings: { undoMs: 0 } });
});
afterAll(() => stack.stop());

const ask = async (question: string) =>
  (await (await stack.as('adam')).get<{ cases: readonly { number: string }[] }>(`/api/v1/cases?question=${question}`)).body.cases.map(
    ({ number }) => number,
  );

async function register(classification = 'roads.pothole', entryTier = 'line-1'): Promise<string> {
  const answer = await (await stack.as('lena')).post<{ number: string }>('/api/v1/cases', {
    classification,
    channel: 'phone',
    note: 'Sprawa.',
    entryTier,
  });
  await stack.rest();
  return answer.body.number;
}

async function instanceOf(number: string): Promise<bigint> {
  const [found] = await stack.rows<{ key: string }>(
    'SELECT r.process_instance_key AS key FROM case_run r JOIN case_file c ON c.id = r.case_id WHERE c.number = $1',
    [number],
  );
  return BigInt(found?.key ?? 0);
}

async function settle(number: string, outcomeCode = 'answered'): Promise<void> {
  const lena = await stack.as('lena');
  const [task] = (await lena.get<readonly Task[]>(`/api/v1/tasks?case=${number}`)).body;
  await lena.post(`/api/v1/tasks/${task?.key}/claim`);
  await stack.rest();
  const answer = await lena.post(`/api/v1/tasks/${task?.key}/complete`, {
    decision: 'resolve',
    outcomeCode,
    closingText: 'Naprawimy w 3 dni.',
    values: { basis: 'standard', answered: true },
  });
  expect(answer.status).toBe(202);
  await stack.rest();
}

function variables(values: object): Variables {
  const parsed = parseVariables(JSON.stringify(values));
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return parsed.variables;
}

describe('without all steps', () => {
  test('not a case that line 1 settled, nor one that the resident withdrew', async () => {
    await settle(await register());
    const withdrawn = await register();
    await stack.api.inward.matterWithdrawn(withdrawn, 'lena');
    await stack.rest();
    expect(await ask('steps-missing')).toEqual([]);
  });

  test('a formal matter that line 1 closed without the department', async () => {
    const formal = await register();
    await stack.rows(`UPDATE case_file SET handling = 'formal' WHERE number = $1`, [formal]);
    expect(await ask('steps-missing')).toEqual([]);
    await settle(formal);
    expect(await ask('steps-missing')).toEqual([formal]);
    // What went to another office demands no decision of ours.
    await stack.rows(`UPDATE case_file SET outcome_code = 'out-of-competence' WHERE number = $1`, [formal]);
    expect(await ask('steps-missing')).toEqual([]);
    await stack.rows(`UPDATE case_file SET outcome_code = 'answered', handling = 'simple' WHERE number = $1`, [formal]);
  });

  test('a case of the department is whole once the department finished a task or closed its file', async () => {
    const number = await register();
    await settle(number);
    await stack.rows(`UPDATE case_file SET closed_tier = 'department' WHERE number = $1`, [number]);
    expect(await ask('steps-missing')).toEqual([number]);
    await stack.rows(
      `UPDATE task SET tier = 'department' WHERE state = 'completed' AND case_id = (SELECT id FROM case_file WHERE number = $1)`,
      [number],
    );
    expect(await ask('steps-missing')).toEqual([]);
    await stack.rows(`UPDATE case_file SET closed_tier = 'line-1' WHERE number = $1`, [number]);
  });

  test('the department’s closed file closes a case without a task', async () => {
    const number = await register('roads.pothole', 'line-2');
    await stack.api.inward.fileClosed({ caseNumber: number, dmsCode: 'ZAL', eventId: 'file-1', by: 'eod' });
    await stack.rest();
    const [found] = await stack.rows<{ status: string }>('SELECT status FROM case_file WHERE number = $1', [number]);
    expect(found?.status).toBe('resolved');
    expect(await ask('steps-missing')).toEqual([]);
  });

  test('a case whose process was ended from outside', async () => {
    const number = await register();
    await stack.engine.execute({ type: 'cancelInstance', instanceKey: await instanceOf(number) });
    await stack.rest();
    expect(await ask('steps-missing')).toEqual([number]);
    expect(await ask('by-hand')).toEqual([number]);
    const { body } = await (await stack.as('adam')).get<readonly { act: string; actor: string }[]>(`/api/v1/cases/${number}/timeline`);
    expect(body.find(({ act }) => act === 'process.canceled')).toMatchObject({ actor: 'system:gateway' });
    await stack.rows(`DELETE FROM case_journal WHERE act = 'process.canceled'`);
  });
});

describe('touched by hand', () => {
  test('data of the process that somebody set from outside, with their names and without their values', async () => {
    const number = await register();
    const plain = await register();
    expect(await ask('by-hand')).toEqual([]);
    const outcome = await stack.engine.execute({
      type: 'setVariables',
      elementInstanceKey: await instanceOf(number),
      variables: variables({ classification: 'waste.schedule' }),
      local: false,
    });
    expect(outcome.type).toBe('accepted');
    await stack.rest();
    expect(await ask('by-hand')).toEqual([number]);
    const { body } = await (await stack.as('adam')).get<readonly { act: string; facts: object }[]>(`/api/v1/cases/${number}/timeline`);
    expect(body.find(({ act }) => act === 'process.data-changed')?.facts).toMatchObject({ names: ['classification'] });
    expect(await ask('by-hand')).not.toContain(plain);
  });
});
