/** The webhook CRM against a receiver on the wire that checks each message with the vendor's own library. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { crmEffects } from '../../workers/connectors/crm-effects.js';
import { webhookCrm } from '../../workers/index.js';
import type { Delivery, Effect } from '../../workers/outbox/peer.js';

const SECRET = `whsec_${Buffer.alloc(32, 'a').toString('base64')}`;
const NEXT_SECRET = `whsec_${Buffer.alloc(32, 'b').toString('base64')}`;

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let url: string;
let got: Got[];
let answer: { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

beforeEach(async () => {
  got = [];
  answer = { status: 204 };
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    got.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crm`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const RECORD: Effect = {
  id: '17',
  effectKey: 'embedded/2251799813685260/crm.contact.create',
  system: 'crm',
  caseNumber: 'LCK-2026-000123',
  caseRun: 'LCK-2026-000123/1',
  action: 'record',
  payload: {
    id: 'crm-LCK-2026-000123-1',
    caseNumber: 'LCK-2026-000123',
    caseRun: 'LCK-2026-000123/1',
    title: 'Dziura w jezdni',
    channel: 'phone',
    resident: 'Halina Przykładowa',
    at: '2026-03-02T09:00:00Z',
    promiseAt: '2026-03-05T09:00:55.123Z',
    statutoryAt: null,
  },
  attempts: 0,
  createdAtMs: Date.UTC(2026, 2, 2, 9, 0, 0),
};

function deliver(effect: Effect = RECORD, secrets: readonly string[] = [SECRET]): Promise<Delivery> {
  return webhookCrm({ url, secrets, source: 'https://okienko.example' }).deliver(effect, AbortSignal.timeout(5_000));
}

function checked({ headers, body }: Got, secret = SECRET): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

test('an effect is one signed CloudEvent', async () => {
  answer = { status: 201, body: JSON.stringify({ recordId: '4711', recordNumber: 'Z/4711/26', more: true }) };
  expect(await deliver()).toEqual({ type: 'delivered', recordId: '4711', recordNumber: 'Z/4711/26', detail: '201' });
  const [one] = got;
  if (one === undefined) throw new Error('Expected a message, but none came');
  expect(one.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
  expect(checked(one)).toEqual({
    specversion: '1.0',
    id: 'embedded/2251799813685260/crm.contact.create',
    source: 'https://okienko.example',
    type: 'pl.okienko.crm.record',
    subject: 'LCK-2026-000123',
    time: '2026-03-02T09:00:00.000Z',
    datacontenttype: 'application/json',
    partitionkey: 'LCK-2026-000123',
    sequence: '0000000000000000017',
    data: RECORD.payload,
  });
  expect(() => checked({ ...one, body: one.body.replace('Dziura', 'Dziury') })).toThrow('No matching signature');
  expect(() => checked(one, NEXT_SECRET)).toThrow('No matching signature');
});

test('a second attempt has the id of the first; another effect has one of its own', async () => {
  await deliver();
  await deliver({ ...RECORD, attempts: 1 });
  await deliver({ ...RECORD, effectKey: 'embedded/2251799813685261/crm.contact.create' });
  const [first, second, other] = got.map(({ headers }) => headers['webhook-id']);
  expect(second).toBe(first);
  expect(other).not.toBe(first);
});

test('dates that moved are a message of their own, in the order of the case', async () => {
  const payload = {
    ...{ caseNumber: RECORD.caseNumber, caseRun: RECORD.caseRun, revision: 2 },
    ...{ promiseAt: null, statutoryAt: '2026-04-01T21:59:59.000Z' },
  };
  await deliver({ ...RECORD, id: '18', effectKey: 'dates|crm|LCK-2026-000123/1|2', action: 'dates', payload });
  const said = { type: 'pl.okienko.crm.dates', partitionkey: 'LCK-2026-000123', sequence: '0000000000000000018', data: payload };
  expect(checked(got[0] as Got)).toMatchObject(said);
});

test('docs/messages.md says of each message what it carries', async () => {
  const text = await readFile(new URL('../../docs/messages.md', import.meta.url), 'utf8');
  for (const [action, { shape }] of Object.entries(crmEffects)) {
    const row = text.split('\n').find((line) => line.startsWith(`| \`pl.okienko.crm.${action}\``));
    expect([action, Object.keys(shape).filter((field) => row?.includes(`\`${field}\``) !== true)]).toEqual([action, []]);
  }
});

test('while a secret takes the place of another, the receiver may check with either', async () => {
  await deliver(RECORD, [SECRET, NEXT_SECRET]);
  for (const secret of [SECRET, NEXT_SECRET]) expect(checked(got[0] as Got, secret)).toMatchObject({ type: 'pl.okienko.crm.record' });
});

test.each<[string, typeof answer, object]>([
  ['200 with words of its own', { status: 200, body: 'OK' }, { type: 'delivered', detail: '200' }],
  ['409: it had the event before', { status: 409, body: 'known' }, { type: 'delivered' }],
  ['400', { status: 400, body: 'no title' }, { type: 'refused', code: 'invalid', reason: '400 Bad Request no title' }],
  ['422', { status: 422 }, { type: 'refused', code: 'invalid' }],
  ['422 for a code', { status: 422, body: '{"code":"unknown-code"}' }, { type: 'refused', code: 'unknown-code' }],
  ['410', { status: 410 }, { type: 'refused', code: 'not-found' }],
  ['429', { status: 429, headers: { 'Retry-After': '90' } }, { type: 'unavailable', retryAfterMs: 90_000 }],
  ['503 without a wish', { status: 503 }, { type: 'unavailable', reason: '503 Service Unavailable' }],
  ['a redirection, which is not followed', { status: 302, headers: { Location: 'http://127.0.0.1:9/' } }, { type: 'unavailable' }],
  ['401', { status: 401 }, { type: 'unavailable', reason: '401 Unauthorized' }],
  ['500', { status: 500, body: 'x'.repeat(200_000) }, { type: 'unavailable' }],
])('the answer %s', async (_, given, expected) => {
  answer = given;
  expect(await deliver()).toMatchObject(expected);
  expect(got).toHaveLength(1);
});

test('a wish may be a date', async () => {
  answer = { status: 503, headers: { 'Retry-After': new Date(Date.now() + 120_000).toUTCString() } };
  const delivery = await deliver();
  expect(delivery).toMatchObject({ type: 'unavailable', retryAfterMs: expect.any(Number) });
  const { retryAfterMs } = delivery as { retryAfterMs: number };
  expect(retryAfterMs).toBeGreaterThan(100_000);
  expect(retryAfterMs).toBeLessThanOrEqual(120_000);
});
