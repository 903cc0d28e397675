/** A CRM and a DMS of their own in place of the built-in registers: what they answer is kept, and what isn't there is absent. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { webhookCrm } from '../../workers/index.js';
import type { Delivery, Effect, RemotePeer } from '../../workers/outbox/peer.js';
import { secretOf } from './support/hooks.js';
import { Stack } from './support/stack.js';

const SECRET = secretOf('c');
let stack: Stack;
let crm: Server;
const told: string[] = [];
/** The second answer to the same effect is the first one. */
const numbers = new Map<string, number>();

function made(key: string, prefix: string): { readonly recordId: string; readonly recordNumber: string } {
  const number = numbers.get(key) ?? numbers.size + 1;
  numbers.set(key, number);
  return { recordId: `${prefix}-id-${number}`, recordNumber: `${prefix}/${number}` };
}

const dms: RemotePeer = {
  type: 'remote',
  async deliver({ effectKey, action, caseNumber }: Effect): Promise<Delivery> {
    told.push(`${caseNumber} ${action}`);
    return { type: 'delivered', ...made(effectKey, 'DGK') };
  },
};

/** A CRM on the wire that takes nothing which it can't check. */
function startCrm(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const event = new Webhook(SECRET).verify(Buffer.concat(chunks), request.headers as Record<string, string>) as Record<string, string>;
    told.push(`${event.subject} ${event.type?.replace('pl.okienko.crm.', '')}`);
    response.writeHead(201).end(JSON.stringify(made(event.id ?? '', 'ticket')));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

beforeAll(async () => {
  crm = await startCrm();
  const url = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/`;
  stack = await Stack.start({ peers: { crm: webhookCrm({ url, secrets: [SECRET], source: 'urn:okienko' }), dms } });
});
afterAll(async () => {
  await stack.stop();
  crm.closeAllConnections();
  await new Promise((resolve) => crm.close(resolve));
});

async function delivered(): Promise<void> {
  await stack.rest();
  while ((await stack.rows('SELECT 1 FROM outbox WHERE delivered_at IS NULL')).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  // The timeline hears of it after the delivery.
  await new Promise((resolve) => setTimeout(resolve, 100));
}

interface Shown {
  readonly status: string;
  readonly links: readonly { readonly system: string; readonly number: string | null; readonly state: string }[];
}

test('the number that a system gives stands on the case, on its timeline and with the resident; our own closing closes the file there', async () => {
  const lena = await stack.as('lena');
  const { body } = await lena.post<{ number: string; residentId: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura w jezdni.',
    place: 'Piotrkowska 12',
    resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200', email: 'halina@example.org', replyChannel: 'mail' } },
  });
  await delivered();
  const { number } = body;
  const taskOf = async (login: string): Promise<string> => {
    const tasks = await (await stack.as(login)).get<{ key: string; state: string }[]>(`/api/v1/tasks?case=${number}`);
    return tasks.body.find((task) => task.state === 'open')?.key ?? '';
  };
  await lena.post(`/api/v1/tasks/${await taskOf('lena')}/hand-on`, { decision: 'department', reason: 'Naprawa jezdni.' });
  await stack.rest();
  const roman = await stack.as('roman');
  await roman.post(`/api/v1/tasks/${await taskOf('roman')}/complete`, {
    decision: 'accept',
    values: { plannedAt: '2026-03-20T12:00:00Z' },
  });
  await delivered();
  const shown = (await lena.get<Shown>(`/api/v1/cases/${number}`)).body;
  expect(shown.links).toEqual([
    expect.objectContaining({ system: 'crm', number: 'ticket/1' }),
    expect.objectContaining({ system: 'dms', number: 'DGK/2', state: 'open' }),
  ]);
  const { body: timeline } = await lena.get<{ act: string; facts: object }[]>(`/api/v1/cases/${number}/timeline`);
  expect(timeline.filter(({ act }) => act.endsWith('.numbered')).map(({ act, facts }) => ({ act, facts }))).toEqual([
    { act: 'crm.numbered', facts: { recordId: 'ticket-id-1', number: 'ticket/1' } },
    { act: 'dms.numbered', facts: { recordId: 'DGK-id-2', number: 'DGK/2' } },
  ]);
  const [{ id } = { id: '' }] = await stack.rows<{ id: string }>('SELECT resident_id AS id FROM case_file WHERE number = $1', [number]);
  expect((await lena.get<object[]>(`/api/v1/residents/${id}/records`)).body).toEqual([
    expect.objectContaining({ system: 'dms', number: 'DGK/2', caseNumber: number, state: 'open' }),
    expect.objectContaining({ system: 'crm', number: 'ticket/1', caseNumber: number, state: 'open' }),
  ]);

  await roman.post(`/api/v1/tasks/${await taskOf('roman')}/complete`, {
    decision: 'resolve',
    outcomeCode: 'done',
    closingText: 'Załatano dziurę.',
  });
  await stack.pass(11_000);
  await delivered();
  // Of two systems nobody waits for the other.
  const heard = told.filter((one) => one.startsWith(number)).map((one) => one.slice(number.length + 1));
  expect([heard.slice(0, 2), heard.slice(2).sort()]).toEqual([
    ['record', 'open'],
    ['change', 'close'],
  ]);
  expect(await stack.rows('SELECT system, is_closed FROM external_record ORDER BY system')).toEqual([
    { system: 'crm', is_closed: false },
    { system: 'dms', is_closed: true },
  ]);
});

test('no register of ours: neither its list nor its page', async () => {
  const lena = await stack.as('lena');
  for (const register of ['crm', 'dms'])
    expect(await lena.get(`/api/v1/registers/${register}`)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  expect((await lena.get<{ registers: string[] }>('/api/v1/session')).body.registers).toEqual([]);
});
