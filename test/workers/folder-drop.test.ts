/** The adapter for a watched folder, in real ones: what it does with people in it, and with a place that is away, closed or full of links. */
import { appendFile, chmod, link, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderPeer } from '../../workers/connectors/drop/index.js';
import type { ReadablePeer } from '../../workers/outbox/peer.js';
import { adding, CASE, CONTENTS, closing, deliver, inSequence, opening, planning, SIGNAL, sha256, told } from '../systems/dms-effects.js';
import { type Cast, FOLDER, idOfName, SCENARIOS } from '../systems/webdav/scenarios.js';

let root: string;
let outside: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'okienko-drop-'));
  outside = await mkdtemp(join(tmpdir(), 'okienko-outside-'));
});
afterEach(async () => {
  for (const folder of [root, outside]) await rm(folder, { recursive: true, force: true });
});

function peer(settleMs = 0): ReadablePeer {
  const content = async (documentId: string) => {
    const text = CONTENTS.get(documentId);
    return text === undefined ? undefined : { bytes: Buffer.from(text) };
  };
  return folderPeer({ folder: root, content, settleMs });
}

function cast(): Cast {
  const at = (path: string) => join(root, path);
  return {
    peer,
    colleague: {
      write: (path, text) => writeFile(at(path), text),
      read: (path) => readFile(at(path), 'utf8').catch(() => undefined),
      remove: (path) => rm(at(path), { recursive: true }),
      makeFolder: (path) => mkdir(at(path)),
      names: async (path) => (await readdir(at(path))).sort(),
    },
  };
}

test.each(SCENARIOS.map((scenario) => [scenario.tells, scenario] as const))('it %s', async (_tells, scenario) => {
  expect(await scenario.play(cast())).toEqual(scenario.seen);
});

test('when work is planned stands in the manifest; what its people write there is said as it is', async () => {
  const okienko = peer();
  const planned = async () => (await okienko.source.read(FOLDER, SIGNAL))?.plannedAt;
  await deliver(okienko, opening());
  expect(await planned()).toBeNull();
  const at = '2026-03-24T08:00:00.000Z';
  const answers = await inSequence(okienko, planning(at), planning(at));
  expect(answers.map(told)).toEqual(['delivered: planned', 'delivered: was planned so already']);
  expect(await planned()).toBe(at);
  const manifest = join(root, FOLDER, 'okienko.json');
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(at, '2026-03-26'));
  expect(await planned()).toBe('2026-03-26');
});

test('a share that is away isn’t one that somebody has emptied: effects wait, nothing counts as removed, and nothing is made in its place', async () => {
  const okienko = peer();
  await inSequence(okienko, opening(), adding('letter', 'pismo.txt'));
  const { cursor } = await okienko.source.changes(undefined, SIGNAL);
  await rename(root, `${root}-away`);
  try {
    for (const one of [opening('embedded/2/open'), adding('map', 'mapa.txt'), closing('ZAL')]) {
      expect(await deliver(okienko, one)).toMatchObject({ type: 'unavailable', reason: expect.stringContaining('Expected the folder') });
    }
    await expect(okienko.source.read(FOLDER, SIGNAL)).rejects.toThrow('Expected the folder');
    await expect(okienko.source.ofCase(CASE, SIGNAL)).rejects.toThrow('Expected the folder');
    await expect(okienko.source.changes(cursor, SIGNAL)).rejects.toThrow('Expected the folder');
    await expect(readdir(root)).rejects.toThrow('ENOENT');
  } finally {
    await rename(`${root}-away`, root);
  }
  expect(told(await deliver(okienko, closing('ZAL')))).toBe('delivered: closed');
});

test.each([
  [`${'Żółć '.repeat(60)}.pdf`, /^(Żółć )+Ż?ó?ł?ć?\.pdf$/],
  ['AUX.txt', /^_AUX\.txt$/],
  ['..', /^dokument$/],
  ['pismo.', /^pismo$/],
])('a name that file systems refuse is made one that they take: %s', async (name, expected) => {
  const okienko = peer();
  const answers = await inSequence(okienko, opening(), adding('letter', name));
  expect(answers.map(({ type }) => type)).toEqual(['delivered', 'delivered']);
  const [document] = (await okienko.source.read(FOLDER, SIGNAL))?.documents ?? [];
  expect(document?.name).toMatch(expected);
});

test('links lead nowhere: neither out of the folder nor as documents of a case', async () => {
  const okienko = peer();
  await inSequence(okienko, opening());
  await writeFile(join(outside, 'okienko.json'), '{}');
  await writeFile(join(outside, 'tajne.txt'), 'tajne');
  await symlink(join(outside, 'tajne.txt'), join(root, FOLDER, 'tajne.txt'));
  await symlink(outside, join(root, 'LCK-2026-000xxx', 'LCK-2026-000999-1'));
  expect((await okienko.source.read(FOLDER, SIGNAL))?.documents).toEqual([]);
  expect(await okienko.source.content?.(FOLDER, idOfName('tajne.txt'), 99, SIGNAL)).toBeUndefined();
  await expect(okienko.source.read('LCK-2026-000xxx/LCK-2026-000999-1', SIGNAL)).rejects.toThrow('a link leads out of it');
});

test('many effects at once in a place that nobody has made yet: each case has its folder, and nothing is left beside', async () => {
  const okienko = peer();
  const runs = Array.from({ length: 8 }, (_, index) => index + 1);
  const answers = await Promise.all(runs.map((run) => deliver(okienko, opening(`embedded/${run}/open`, run))));
  expect(answers.map(told)).toEqual(runs.map(() => 'delivered: opened'));
  // Two nodes, each of which believes that it is the one to deliver.
  const twice = await Promise.all([deliver(peer(), adding('letter', 'pismo.txt')), deliver(peer(), adding('letter', 'pismo.txt'))]);
  expect(twice.map(({ type }) => type).filter((type) => type !== 'busy')).toContain('delivered');
  expect((await readdir(join(root, FOLDER))).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect((await okienko.source.read(FOLDER, SIGNAL))?.documents.map(({ documentId }) => documentId)).toContain('letter');
});

test('a file that is still being copied is told of once it has stayed as it is', async () => {
  const okienko = peer(200);
  await deliver(okienko, opening());
  let { cursor } = await okienko.source.changes(undefined, SIGNAL);
  const told: unknown[] = [];
  const look = async () => {
    const { records, cursor: next } = await okienko.source.changes(cursor, SIGNAL);
    cursor = next;
    told.push(...records.flatMap(({ documents }) => documents.map(({ sha256 }) => sha256)));
  };
  const file = join(root, FOLDER, 'skan.txt');
  await writeFile(file, '');
  await look();
  for (const part of ['po', 'łowa']) {
    await appendFile(file, part);
    await look();
    expect((await okienko.source.read(FOLDER, SIGNAL))?.documents).toEqual([]);
  }
  while (told.length === 0) await look();
  expect(told).toEqual([sha256('połowa')]);
});

test('a thousand folders are walked in parts, and each change in them is told once', async () => {
  const okienko = peer();
  const { cursor } = await okienko.source.changes(undefined, SIGNAL);
  for (let index = 0; index < 1_000; index++) {
    const folder = join(root, `Sprawa ${String(index).padStart(4, '0')}`);
    await mkdir(folder);
    if (index === 0) await writeFile(join(folder, 'a.txt'), 'a');
    else await link(join(root, 'Sprawa 0000', 'a.txt'), join(folder, 'a.txt'));
  }
  const walk = async (from: string): Promise<{ ids: string[]; cursor: string; calls: number }> => {
    const ids: string[] = [];
    for (let at = from, calls = 1; ; calls++) {
      const { records, cursor: next } = await okienko.source.changes(at, SIGNAL);
      ids.push(...records.map(({ recordId }) => recordId));
      at = next;
      if ((JSON.parse(next) as { at: unknown }).at === null) return { ids, cursor: next, calls };
    }
  };
  const first = await walk(cursor);
  expect([first.ids.length, new Set(first.ids).size]).toEqual([1_000, 1_000]);
  await writeFile(join(root, 'Sprawa 0777', 'b.txt'), 'b');
  const second = await walk(first.cursor);
  expect([second.ids, second.calls]).toEqual([['Sprawa 0777'], 3]);
});

test('what nobody may write to is refused, so that a person looks', async () => {
  if (process.getuid?.() === 0) return;
  await deliver(peer(), opening());
  await chmod(join(root, FOLDER), 0o500);
  expect(await deliver(peer(), closing('ZAL'))).toMatchObject({ type: 'refused', code: 'forbidden' });
  await chmod(join(root, FOLDER), 0o700);
});
