/** What our adapter must do with Request Tracker: run against the real server, and in `npm test` against what that server said then. */
import { requestTrackerPeer } from '../../../workers/connectors/rt/index.js';
import { change, dated, dates, PROMISE, patience, record, STATUTORY } from '../crm-effects.js';
import type { Stand } from '../exchanges.js';

export interface Tokens {
  /** Of the user that Okienko is given. */
  readonly token: string;
  /** Of somebody who works with RT and may do all. */
  readonly people: string;
  /** Like the first, without ModifyCustomField. */
  readonly weak: string;
}

export interface Play {
  readonly stand: Stand;
  readonly tokens: Tokens;
}

const QUEUE = 'Sprawy';

function peerOf({ stand, tokens }: Play, changes: { readonly token?: string; readonly queue?: string } = {}) {
  return requestTrackerPeer({ url: stand.url, token: tokens.token, queue: QUEUE, ...changes });
}

const isPut = ({ method }: { readonly method: string }): boolean => method === 'PUT';

/** What somebody does in RT by hand. Gives what RT answers. */
async function people({ stand, tokens }: Play, method: string, path: string, json: object): Promise<unknown> {
  const answer = await fetch(`${stand.url}/REST/2.0${path}`, {
    method,
    headers: { authorization: `token ${tokens.people}`, 'content-type': 'application/json' },
    body: JSON.stringify(json),
  });
  return answer.json();
}

async function made(play: Play, caseNumber: string): Promise<string> {
  const answer = await peerOf(play).deliver(record(caseNumber), patience());
  if (answer.type !== 'delivered' || answer.recordId === undefined) throw new Error(`Expected a ticket, but got ${JSON.stringify(answer)}`);
  return answer.recordId;
}

export const SCENARIOS: Readonly<Record<string, (play: Play) => Promise<void>>> = {
  'tells which outcomes its list has, to whoever may see the field everywhere': async (play) => {
    expect(await peerOf(play).codes?.(patience())).toEqual({ status: null, outcome: null });
    const { codes } = peerOf(play, { token: play.tokens.people });
    expect(await codes?.(patience())).toEqual({ status: null, outcome: ['RESOLVED_ANSWERED', 'RESOLVED_DONE', 'RESOLVED_TRANSFERRED'] });
  },

  'a contact becomes a ticket that carries our key, and the same effect again finds it': async (play) => {
    const peer = peerOf(play);
    const title = 'Dziura w jezdni,\nul. „Długa” 5';
    const first = await peer.deliver(record('LCK-1', title), patience());
    const again = await peer.deliver(record('LCK-1', title), patience());
    expect(first).toMatchObject({ type: 'delivered', detail: expect.stringContaining('made') });
    expect(again).toMatchObject({ type: 'delivered', detail: expect.stringContaining('was there already') });
    const records = await peer.source.ofCase('LCK-1', patience());
    expect(records).toEqual([
      {
        recordId: first.type === 'delivered' ? first.recordId : '',
        recordNumber: first.type === 'delivered' ? first.recordId : '',
        caseRun: 'LCK-1/1',
        title: 'Dziura w jezdni, ul. „Długa” 5',
        status: 'new',
        outcome: null,
        isClosed: false,
        dates: { promiseAt: null, statutoryAt: null, preciseToMs: 1_000 },
        documents: [],
        version: expect.stringMatching(/^\d{4}-.*Z [0-9a-f]{12}$/),
        changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
    ]);
    expect(await peer.source.ofCase('LCK-1-NONE', patience())).toEqual([]);
    // Its search takes upper and lower case for the same.
    expect(await peer.source.ofCase('lck-1', patience())).toEqual([]);
  },

  'a case number with signs of the search language is a value like any other': async (play) => {
    const peer = peerOf(play);
    const number = `LCK'\\' OR id > 0 OR '2`;
    expect(await peer.deliver(record(number), patience())).toMatchObject({ type: 'delivered' });
    expect(await peer.source.ofCase(number, patience())).toHaveLength(1);
  },

  'an answer that got lost makes no second ticket': async (play) => {
    const peer = peerOf(play);
    play.stand.loseNextAnswer(({ method, path }) => method === 'POST' && path.endsWith('/ticket'));
    await expect(peer.deliver(record('LCK-2'), patience())).rejects.toThrow();
    expect(await peer.deliver(record('LCK-2'), patience())).toMatchObject({
      type: 'delivered',
      detail: expect.stringContaining('already'),
    });
    expect(await peer.source.ofCase('LCK-2', patience())).toHaveLength(1);
  },

  'a resolved case resolves its ticket with the outcome, once': async (play) => {
    const peer = peerOf(play);
    const id = await made(play, 'LCK-3');
    const resolved = change('LCK-3', 'resolved', 'RESOLVED_DONE');
    expect(await peer.deliver(resolved, patience())).toMatchObject({
      type: 'delivered',
      recordId: id,
      detail: expect.stringContaining('changed'),
    });
    const after = await peer.source.read(id, patience());
    expect(after).toMatchObject({ status: 'resolved', outcome: 'RESOLVED_DONE', isClosed: true });
    expect(await peer.deliver(resolved, patience())).toMatchObject({ type: 'delivered', detail: expect.stringContaining('already') });
    expect((await peer.source.read(id, patience()))?.version).toBe(after?.version);
    expect(await peer.deliver(change('LCK-3', 'Open'), patience())).toMatchObject({ type: 'delivered' });
    expect(await peer.source.read(id, patience())).toMatchObject({ status: 'open', isClosed: false });
  },

  'the dates of a case are its Due, in UTC, and a field; they move, go, and a person who changes them is seen': async (play) => {
    const peer = peerOf(play);
    await peer.deliver(dated('LCK-20'), patience());
    const there = async () => (await peer.source.ofCase('LCK-20', patience()))[0];
    expect((await there())?.dates).toEqual({ promiseAt: '2026-03-04T13:20:30Z', statutoryAt: '2026-04-01T21:59:59Z', preciseToMs: 1_000 });
    // The same again, in a time zone of its own: nothing is left to do.
    const before = await there();
    expect(await peer.deliver(dates('LCK-20', '2026-03-04T14:20:30.999+01:00', STATUTORY), patience())).toMatchObject({
      detail: expect.stringContaining('was so already'),
    });
    const later = dates('LCK-20', '2026-10-25T01:30:00.000Z', null, 2);
    expect(await peer.deliver(later, patience())).toMatchObject({ type: 'delivered', detail: expect.stringContaining('changed') });
    const after = await there();
    expect(after).toMatchObject({ status: 'new', dates: { promiseAt: '2026-10-25T01:30:00Z', statutoryAt: null } });
    expect(after?.version).not.toBe(before?.version);
    expect(await peer.deliver(later, patience())).toMatchObject({ detail: expect.stringContaining('already') });
    await people(play, 'PUT', `/ticket/${after?.recordId}`, {
      Due: '2026-12-24 12:00:00',
      CustomFields: { 'Statutory date': 'po świętach' },
    });
    expect(await there()).toMatchObject({ dates: { promiseAt: '2026-12-24T12:00:00Z', statutoryAt: 'po świętach' } });
    await peer.deliver(dates('LCK-20', null, STATUTORY, 3), patience());
    expect(await there()).toMatchObject({ dates: { promiseAt: null, statutoryAt: '2026-04-01T21:59:59Z' } });
    expect(await peer.deliver(dates('LCK-NONE', PROMISE, null), patience())).toMatchObject({ type: 'refused', code: 'not-found' });
  },

  'somebody changes the ticket while its dates move, or has it without the field: nothing of it is lost': async (play) => {
    const peer = peerOf(play);
    const id = await made(play, 'LCK-21');
    play.stand.beforeNext(isPut, async () => void (await people(play, 'PUT', `/ticket/${id}`, { Priority: 7 })));
    expect(await peer.deliver(dates('LCK-21', PROMISE, null), patience())).toMatchObject({ type: 'delivered' });
    // A queue without the field: RT drops what it hasn't.
    await people(play, 'PUT', `/ticket/${id}`, { Queue: 'Bez pól' });
    const moved = await peer.source.read(id, patience());
    expect(moved?.dates).toEqual({ promiseAt: '2026-03-04T13:20:30Z', preciseToMs: 1_000 });
  },

  'somebody changes the ticket meanwhile: read again and tried once more': async (play) => {
    const peer = peerOf(play);
    const id = await made(play, 'LCK-4');
    play.stand.beforeNext(isPut, async () => void (await people(play, 'PUT', `/ticket/${id}`, { Priority: 7 })));
    expect(await peer.deliver(change('LCK-4', 'open'), patience())).toMatchObject({ type: 'delivered' });
    expect(await peer.source.read(id, patience())).toMatchObject({ status: 'open' });
  },

  'somebody changes it twice meanwhile: left to a later try': async (play) => {
    const id = await made(play, 'LCK-5');
    const meddle = async (priority: number): Promise<void> => {
      await people(play, 'PUT', `/ticket/${id}`, { Priority: priority });
      if (priority < 2) play.stand.beforeNext(isPut, () => meddle(2));
    };
    // Their own change is a PUT too.
    play.stand.beforeNext(isPut, () => meddle(1));
    const answer = await peerOf(play).deliver(change('LCK-5', 'open'), patience());
    expect(answer).toMatchObject({ type: 'busy', reason: expect.stringContaining('412') });
    expect(await peerOf(play).source.read(id, patience())).toMatchObject({ status: 'new' });
  },

  'an outcome or a status that RT does not know is refused, and an unknown outcome closes nothing': async (play) => {
    const peer = peerOf(play);
    const id = await made(play, 'LCK-6');
    expect(await peer.deliver(change('LCK-6', 'resolved', 'RESOLVED_DUPLICATE'), patience())).toEqual({
      type: 'refused',
      code: 'unknown-code',
      reason: expect.stringContaining('Invalid value for custom field'),
    });
    expect(await peer.source.read(id, patience())).toMatchObject({ status: 'new', outcome: null, isClosed: false });
    expect(await peer.deliver(change('LCK-6', 'in-progress'), patience())).toEqual({
      type: 'refused',
      code: 'unknown-code',
      reason: expect.stringContaining("'in-progress' isn't a valid status"),
    });
  },

  'a ticket that waits for another can be resolved later': async (play) => {
    const id = await made(play, 'LCK-7');
    const other = await made(play, 'LCK-7b');
    await people(play, 'PUT', `/ticket/${id}`, { DependsOn: [other] });
    const answer = await peerOf(play).deliver(change('LCK-7', 'resolved', 'RESOLVED_DONE'), patience());
    expect(answer).toMatchObject({ type: 'busy', reason: expect.stringContaining('unresolved dependencies') });
  },

  'a ticket that is not there, or no longer, is told to a person': async (play) => {
    const peer = peerOf(play);
    expect(await peer.deliver(change('LCK-8', 'open'), patience())).toMatchObject({ type: 'refused', code: 'not-found' });
    const deleted = await made(play, 'LCK-8');
    await people(play, 'PUT', `/ticket/${deleted}`, { Status: 'deleted' });
    expect(await peer.deliver(change('LCK-8', 'open'), patience())).toMatchObject({ type: 'refused', code: 'not-found' });
    expect(await peer.source.read(deleted, patience())).toBeUndefined();
    const merged = await made(play, 'LCK-8b');
    await people(play, 'PUT', `/ticket/${merged}`, { MergeInto: Number(await made(play, 'LCK-8c')) });
    expect(await peer.deliver(change('LCK-8b', 'open'), patience())).toMatchObject({ type: 'refused', code: 'not-found' });
    expect(await peer.source.read(merged, patience())).toBeUndefined();
    expect(await peer.source.read('999999', patience())).toBeUndefined();
    expect(await peer.source.read('none', patience())).toBeUndefined();
  },

  'a queue without our fields, another name of it or a token that does not hold: the system counts as away, and says why': async (play) => {
    const bare = await peerOf(play, { queue: 'Bez pól' }).deliver(record('LCK-9'), patience());
    const fields = `'Okienko effect', 'Case number', 'Case run', 'Outcome code'`;
    expect(bare).toEqual({ type: 'unavailable', reason: expect.stringContaining(`to have the custom fields ${fields}`) });
    const none = await peerOf(play, { queue: 'Nie ma' }).deliver(record('LCK-9'), patience());
    expect(none).toEqual({ type: 'unavailable', reason: expect.stringContaining(`a queue 'Nie ma'`) });
    const stranger = await peerOf(play, { token: '1-2-3' }).deliver(record('LCK-9'), patience());
    expect(stranger).toEqual({ type: 'unavailable', reason: expect.stringContaining('401: Unauthorized') });
    expect(await peerOf(play).source.ofCase('LCK-9', patience())).toEqual([]);
  },

  'a user who may not set custom fields: what RT dropped is seen by reading back': async (play) => {
    const answer = await peerOf(play, { token: play.tokens.weak }).deliver(record('LCK-10'), patience());
    expect(answer).toEqual({ type: 'refused', code: 'invalid', reason: expect.stringMatching(/delete ticket \d+, then send this again/) });
  },

  'changes are told from a cursor on, whoever made them': async (play) => {
    const { source, deliver } = peerOf(play);
    const begin = await source.changes(undefined, patience());
    expect(begin.records).toEqual([]);
    const ours = await made(play, 'LCK-11');
    const byHand = (await people(play, 'POST', '/ticket', { Queue: QUEUE, Subject: 'Wpisane ręcznie' })) as { id: string };
    const elsewhere = (await people(play, 'POST', '/ticket', { Queue: 'Bez pól', Subject: 'Cudze' })) as { id: string };
    await people(play, 'PUT', `/ticket/${ours}`, { Status: 'rejected' });
    const after = await source.changes(begin.cursor, patience());
    const seen = new Map(after.records.map((one) => [one.recordId, one]));
    expect(seen.get(ours)).toMatchObject({ caseRun: 'LCK-11/1', status: 'rejected', isClosed: true });
    expect(seen.get(byHand.id)).toMatchObject({ caseRun: null, title: 'Wpisane ręcznie', status: 'new', isClosed: false });
    expect(seen.has(elsewhere.id)).toBe(false);
    // Oldest first.
    expect(after.records.at(-1)?.recordId).toBe(ours);
    await people(play, 'PUT', `/ticket/${byHand.id}`, { Status: 'deleted' });
    await deliver(change('LCK-11', 'open'), patience());
    const later = await source.changes(after.cursor, patience());
    expect(later.records.find((one) => one.recordId === byHand.id)).toMatchObject({ status: 'deleted', isClosed: true });
    expect(later.records.find((one) => one.recordId === ours)).toMatchObject({ status: 'open', isClosed: false });
  },
};
