/** What our adapter must do with Tryton: run against the real server, and in `npm test` against what that server said then. */
import { trytonPeer } from '../../../workers/connectors/tryton/index.js';
import { change, dated, dates, PROMISE, patience, record, STATUTORY } from '../crm-effects.js';
import type { Stand } from '../exchanges.js';
import { type Call, PASSWORD, PROJECT, signedIn, USER } from './seed.js';

export interface Play {
  readonly stand: Stand;
  /** Somebody who works with Tryton, by our own user: it is what they may do that counts. */
  readonly people: Call;
}

export const DATABASE = 'city';

interface Asked {
  readonly body: string;
}
const isWrite = ({ body }: Asked): boolean => body.includes('"model.project.work.write"');

function peerOf({ stand }: Play, changes: { readonly password?: string; readonly project?: string; readonly database?: string } = {}) {
  const { database = DATABASE, ...others } = changes;
  return trytonPeer({ url: `${stand.url}/${database}`, user: USER, password: PASSWORD, project: PROJECT, ...others });
}

/** With a person of Tryton's own at the same stand. */
export async function play(stand: Stand, name: string): Promise<void> {
  const people = await signedIn(`${stand.url}/${DATABASE}`, USER, PASSWORD);
  await SCENARIOS[name]?.({ stand, people });
}

async function made(one: Play, caseNumber: string): Promise<string> {
  const answer = await peerOf(one).deliver(record(caseNumber), patience());
  if (answer.type !== 'delivered' || answer.recordId === undefined) throw new Error(`Expected a task, but got ${JSON.stringify(answer)}`);
  return answer.recordId;
}

async function idOf({ people }: Play, model: string, name: string): Promise<number> {
  const [id] = (await people(`${model}.search`, [['name', '=', name]], 0, 1, null, { language: 'en' })) as number[];
  if (id === undefined) throw new Error(`Expected a ${model} named ${name}, but there is none`);
  return id;
}

export const SCENARIOS: Readonly<Record<string, (play: Play) => Promise<void>>> = {
  'tells which statuses its tasks have, and which outcomes': async (one) => {
    const known = await peerOf(one).codes?.(patience());
    expect(known?.status).toEqual(expect.arrayContaining(['Open', 'waiting', 'resolved']));
    expect(known?.outcome).toEqual(['RESOLVED_DONE', 'RESOLVED_ANSWERED']);
  },

  'a contact becomes a task that carries our key, and the same effect again finds it': async (one) => {
    const peer = peerOf(one);
    const title = 'Dziura w jezdni,\nul. „Długa” 5\u0007';
    const first = await peer.deliver(record('LCK-1', title), patience());
    const again = await peer.deliver(record('LCK-1', title), patience());
    expect(first).toMatchObject({ type: 'delivered', detail: expect.stringContaining('made') });
    expect(again).toMatchObject({ type: 'delivered', detail: expect.stringContaining('was there already') });
    const recordId = first.type === 'delivered' ? first.recordId : '';
    const expected = {
      recordId,
      recordNumber: null,
      caseRun: 'LCK-1/1',
      title: 'Dziura w jezdni, ul. „Długa” 5',
      status: 'Open',
      outcome: null,
      isClosed: false,
      dates: { promiseAt: null, statutoryAt: null, preciseToMs: 1 },
      documents: [],
      version: expect.stringMatching(/^\d+\.\d+$/),
      changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    };
    expect(await peer.source.ofCase('LCK-1', patience())).toEqual([expected]);
    expect(await peer.source.read(String(recordId), patience())).toEqual(expected);
  },

  'a case number that begins as another, or has signs of a pattern, is itself alone': async (one) => {
    const peer = peerOf(one);
    for (const number of ['LCK-2', 'LCK-20', 'LCK_2%\\']) {
      expect(await peer.deliver(record(number), patience())).toMatchObject({ type: 'delivered', detail: expect.stringContaining('made') });
    }
    for (const number of ['LCK-2', 'LCK-20', 'LCK_2%\\']) {
      expect((await peer.source.ofCase(number, patience())).map(({ caseRun }) => caseRun)).toEqual([`${number}/1`]);
    }
    expect(await peer.source.ofCase('LCK-200', patience())).toEqual([]);
  },

  'an answer that got lost makes no second task': async (one) => {
    const peer = peerOf(one);
    one.stand.loseNextAnswer(({ body }) => body.includes('"model.project.work.create"'));
    await expect(peer.deliver(record('LCK-3'), patience())).rejects.toThrow();
    expect(await peer.deliver(record('LCK-3'), patience())).toMatchObject({
      type: 'delivered',
      detail: expect.stringContaining('already'),
    });
    expect(await peer.source.ofCase('LCK-3', patience())).toHaveLength(1);
  },

  'a resolved case sets the status of its outcome, once, and a text that people wrote stays': async (one) => {
    const peer = peerOf(one);
    const id = await made(one, 'LCK-4');
    const [{ comment }] = (await one.people('project.work.read', [Number(id)], ['comment'], {})) as [{ comment: string }];
    await one.people('project.work.write', [Number(id)], { comment: `Zadzwonić po 15.\n${comment}` }, {});
    const resolved = change('LCK-4', 'resolved', 'RESOLVED_DONE');
    expect(await peer.deliver(resolved, patience())).toMatchObject({ type: 'delivered', detail: expect.stringContaining('changed') });
    const after = await peer.source.read(id, patience());
    expect(after).toMatchObject({ caseRun: 'LCK-4/1', status: 'resolved', outcome: 'RESOLVED_DONE', isClosed: true });
    expect(await peer.deliver(resolved, patience())).toMatchObject({ type: 'delivered', detail: expect.stringContaining('already') });
    expect((await peer.source.read(id, patience()))?.version).toBe(after?.version);
    expect(await peer.deliver(change('LCK-4', 'waiting'), patience())).toMatchObject({ type: 'delivered' });
    expect(await peer.source.read(id, patience())).toMatchObject({ status: 'waiting', outcome: null, isClosed: false });
    const [{ comment: kept }] = (await one.people('project.work.read', [Number(id)], ['comment'], {})) as [{ comment: string }];
    expect(kept).toMatch(/^Zadzwonić po 15\./);
  },

  'the dates of a case are lines of the comment above our keys; they move, go, and a person who changes them is seen': async (one) => {
    const peer = peerOf(one);
    await peer.deliver(dated('LCK-20'), patience());
    const there = async () => (await peer.source.ofCase('LCK-20', patience()))[0];
    const id = Number((await there())?.recordId);
    const comment = async (): Promise<string> =>
      ((await one.people('project.work.read', [id], ['comment'], {})) as [{ comment: string }])[0].comment;
    expect((await there())?.dates).toEqual({ promiseAt: PROMISE, statutoryAt: STATUTORY, preciseToMs: 1 });
    expect(await peer.deliver(dates('LCK-20', PROMISE, STATUTORY), patience())).toMatchObject({
      detail: expect.stringContaining('already'),
    });
    await one.people('project.work.write', [id], { comment: `Zadzwonić po 15.\n${await comment()}` }, {});
    const later = dates('LCK-20', '2026-10-25T01:30:00.000Z', null, 2);
    expect(await peer.deliver(later, patience())).toMatchObject({ type: 'delivered', detail: expect.stringContaining('changed') });
    expect(await there()).toMatchObject({ caseRun: 'LCK-20/1', dates: { promiseAt: '2026-10-25T01:30:00.000Z', statutoryAt: null } });
    expect(await comment()).toMatch(
      /^Zadzwonić po 15\.[\s\S]*\nOkienko promise: 2026-10-25T01:30:00\.000Z\nOkienko effect: [^\n]*\n[^\n]*\nOkienko run: LCK-20\/1$/,
    );
    expect(await peer.deliver(later, patience())).toMatchObject({ detail: expect.stringContaining('already') });
    await one.people('project.work.write', [id], { comment: (await comment()).replace(/promise: .*/, 'promise: po świętach') }, {});
    expect(await there()).toMatchObject({ dates: { promiseAt: 'po świętach' } });
    one.stand.beforeNext(isWrite, async () => void (await one.people('project.work.write', [id], { progress: 0.5 }, {})));
    expect(await peer.deliver(dates('LCK-20', null, STATUTORY, 3), patience())).toMatchObject({ type: 'delivered' });
    expect(await there()).toMatchObject({ dates: { promiseAt: null, statutoryAt: STATUTORY } });
    expect(await comment()).toMatch(/^Zadzwonić po 15\./);
    expect(await peer.deliver(dates('LCK-NONE', PROMISE, null), patience())).toMatchObject({ type: 'refused', code: 'not-found' });
  },

  'somebody changes the task meanwhile: read again and tried once more': async (one) => {
    const id = await made(one, 'LCK-5');
    one.stand.beforeNext(isWrite, async () => void (await one.people('project.work.write', [Number(id)], { progress: 0.5 }, {})));
    expect(await peerOf(one).deliver(change('LCK-5', 'waiting'), patience())).toMatchObject({ type: 'delivered' });
    expect(await peerOf(one).source.read(id, patience())).toMatchObject({ status: 'waiting' });
  },

  'somebody changes it twice meanwhile: left to a later try': async (one) => {
    const id = await made(one, 'LCK-6');
    const meddle = async (progress: number): Promise<void> => {
      await one.people('project.work.write', [Number(id)], { progress }, {});
      if (progress < 0.2) one.stand.beforeNext(isWrite, () => meddle(0.2));
    };
    one.stand.beforeNext(isWrite, () => meddle(0.1));
    const answer = await peerOf(one).deliver(change('LCK-6', 'waiting'), patience());
    expect(answer).toMatchObject({ type: 'busy', reason: expect.stringContaining('ConcurrencyException') });
    expect(await peerOf(one).source.read(id, patience())).toMatchObject({ status: 'Open' });
  },

  'a status or an outcome that Tryton does not know is refused': async (one) => {
    const peer = peerOf(one);
    const id = await made(one, 'LCK-7');
    for (const unknown of [change('LCK-7', 'resolved', 'RESOLVED_DUPLICATE'), change('LCK-7', 'in-progress')]) {
      expect(await peer.deliver(unknown, patience())).toMatchObject({ type: 'refused', code: 'unknown-code' });
    }
    expect(await peer.source.read(id, patience())).toMatchObject({ status: 'Open', outcome: null });
  },

  'a task that is not there, or no longer, is told to a person': async (one) => {
    const peer = peerOf(one);
    expect(await peer.deliver(change('LCK-8', 'waiting'), patience())).toMatchObject({ type: 'refused', code: 'not-found' });
    const id = await made(one, 'LCK-8');
    await one.people('project.work.delete', [Number(id)], {});
    expect(await peer.deliver(change('LCK-8', 'waiting'), patience())).toMatchObject({ type: 'refused', code: 'not-found' });
    expect(await peer.source.read(id, patience())).toBeUndefined();
    expect(await peer.source.read('none', patience())).toBeUndefined();
  },

  'a project, a database or a password that does not hold: the system counts as away, and says why': async (one) => {
    const project = await peerOf(one, { project: 'Nie ma' }).deliver(record('LCK-9'), patience());
    expect(project).toEqual({ type: 'unavailable', reason: expect.stringContaining(`a project 'Nie ma'`) });
    const password = await peerOf(one, { password: 'wrong' }).deliver(record('LCK-9'), patience());
    expect(password).toEqual({ type: 'unavailable', reason: expect.stringContaining('common.db.login with 401') });
    const database = await peerOf(one, { database: 'village' }).deliver(record('LCK-9'), patience());
    expect(database).toEqual({ type: 'unavailable', reason: expect.stringContaining('common.db.login with 404') });
    expect(await peerOf(one).source.ofCase('LCK-9', patience())).toEqual([]);
  },

  'a session that ended is begun again': async (one) => {
    const peer = peerOf(one);
    await peer.deliver(record('LCK-10'), patience());
    const signOut = async (): Promise<void> => {
      const headers = { 'content-type': 'application/json', authorization: one.stand.lastAuthorization };
      const body = JSON.stringify({ id: 1, method: 'common.db.logout', params: [] });
      await fetch(`${one.stand.url}/${DATABASE}/`, { method: 'POST', headers, body });
    };
    one.stand.beforeNext(({ body }) => body.includes('search_read'), signOut);
    expect(await peer.source.ofCase('LCK-10', patience())).toHaveLength(1);
  },

  'changes are told from a cursor on, whoever made them, each once': async (one) => {
    const { source, deliver } = peerOf(one);
    const begin = await source.changes(undefined, patience());
    expect(begin.records).toEqual([]);
    const ours = await made(one, 'LCK-11');
    const parent = await idOf(one, 'project.work', PROJECT);
    const other = await idOf(one, 'project.work', 'Inne');
    const [{ company }] = (await one.people('project.work.read', [parent], ['company'], {})) as [{ company: number }];
    const status = await idOf(one, 'project.work.status', 'waiting');
    const [byHand] = (await one.people('project.work.create', [{ name: 'Wpisane ręcznie', type: 'task', parent, company }], {
      company,
    })) as number[];
    const [elsewhere] = (await one.people('project.work.create', [{ name: 'Cudze', type: 'task', parent: other, company }], {
      company,
    })) as number[];
    await one.people('project.work.write', [Number(ours)], { status }, { company });
    const after = await source.changes(begin.cursor, patience());
    const seen = new Map(after.records.map((changed) => [changed.recordId, changed]));
    expect(seen.get(ours)).toMatchObject({ caseRun: 'LCK-11/1', status: 'waiting' });
    expect(seen.get(String(byHand))).toMatchObject({ caseRun: null, title: 'Wpisane ręcznie', status: 'Open' });
    expect(seen.has(String(elsewhere))).toBe(false);
    // Oldest first.
    expect(after.records.at(-1)?.recordId).toBe(ours);
    const quiet = await source.changes(after.cursor, patience());
    expect(quiet.records).toEqual([]);
    await deliver(change('LCK-11', 'resolved', 'RESOLVED_ANSWERED'), patience());
    const later = await source.changes(quiet.cursor, patience());
    expect(later.records).toEqual([
      expect.objectContaining({ recordId: ours, status: 'resolved', outcome: 'RESOLVED_ANSWERED', isClosed: true }),
    ]);
  },
};
