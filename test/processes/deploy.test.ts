/** What a start does with the case types that come with Okienko, over several starts, upgrades and acts of the city. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { createEngine, type Engine } from '../../engine/index.js';
import { deployCaseTypes } from '../../processes/deploy.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

const REQUEST = 'information-request/information-request.bpmn';
const ANSWER = 'information-request/information-answer.form';
const ROUTING = 'service-request/service-request-routing.dmn';
const SERVICE = 'service-request/service-request.bpmn';

let database: TestDatabase;
let engine: Engine;
let pool: pg.Pool;
/** A copy of the case types: what this Okienko brings along. */
let shipped: string;
let said: string[];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  engine = createEngine({ databaseUrl: database.url, clock: 'real' });
  await engine.start();
  shipped = await mkdtemp(join(tmpdir(), 'okienko-shipped-'));
  await cp(fileURLToPath(new URL('../../processes/', import.meta.url)), shipped, { recursive: true });
});
afterEach(async () => {
  await engine.stop();
  await pool.end();
  await database.drop();
  await rm(shipped, { recursive: true, force: true });
});

async function start(): Promise<string[]> {
  said = [];
  const say = (sentence: string): void => {
    said.push(sentence);
  };
  await deployCaseTypes({ engine, databaseUrl: database.url, say, folder: pathToFileURL(`${shipped}/`) });
  return said;
}

const changed = async (path: string, note: string): Promise<Buffer> => {
  const text = await readFile(join(shipped, path), 'utf8');
  return Buffer.from(path.endsWith('.form') ? `${text}\n${' '.repeat(note.length)}` : `${text}<!-- ${note} -->`);
};

/** A later Okienko brings another content. */
async function upgrade(path: string, note = 'upgrade'): Promise<void> {
  await writeFile(join(shipped, path), await changed(path, note));
}

/** The owner publishes a file of their own. */
async function publish(path: string, note = 'of the city'): Promise<void> {
  const outcome = await engine.deploy([
    { name: 'of-the-city'.concat(path.slice(path.lastIndexOf('.'))), content: await changed(path, note) },
  ]);
  expect(outcome).toMatchObject({ type: 'accepted' });
}

async function newest(table: string, column: string, id: string): Promise<{ version: number; name: string }> {
  const { rows } = await pool.query<{ version: number; name: string }>(
    `SELECT version, resource_name AS name FROM ${table} WHERE ${column} = $1 ORDER BY version DESC LIMIT 1`,
    [id],
  );
  return rows[0] ?? { version: 0, name: '' };
}
const running = (id: string) => newest('process_definition', 'bpmn_process_id', id);

describe('the case types at a start', () => {
  beforeEach(async () => {
    await start();
    expect(await running('information-request')).toEqual({ version: 1, name: REQUEST });
  });

  test('are deployed once: a second start deploys nothing', async () => {
    const before = engine.status().position;
    expect(await start()).toEqual([]);
    expect(engine.status().position).toBe(before);
  });

  test('stay as the city published them', async () => {
    await publish(REQUEST);
    expect(await start()).toEqual([]);
    expect(await running('information-request')).toEqual({ version: 2, name: 'of-the-city.bpmn' });
  });

  test('stay so for decision tables and forms', async () => {
    await publish(ROUTING);
    await publish(ANSWER);
    await start();
    expect((await newest('dmn_resource', 'requirements_id', 'service-request-routing-definitions')).name).toBe('of-the-city.dmn');
    expect((await newest('form_definition', 'form_id', 'information-answer')).name).toBe('of-the-city.form');
  });

  test('come new with an upgrade where what runs is what was shipped', async () => {
    await upgrade(REQUEST);
    expect(await start()).toEqual([expect.stringContaining(`deploying 1 `)]);
    expect(await running('information-request')).toEqual({ version: 2, name: REQUEST });
    expect((await running('service-request')).version).toBe(1);
    await upgrade(REQUEST, 'one more');
    await start();
    expect((await running('information-request')).version).toBe(3);
  });

  test('stay as the city published them at an upgrade, which says so, and goes on with the others', async () => {
    await publish(REQUEST);
    await upgrade(REQUEST);
    await upgrade(SERVICE);
    const sentences = await start();
    expect(await running('information-request')).toEqual({ version: 2, name: 'of-the-city.bpmn' });
    expect(await running('service-request')).toEqual({ version: 2, name: SERVICE });
    expect(sentences.join('\n')).toMatch(
      /information-request.*published version 2 of information-request.*processes\/information-request/s,
    );
    // And again, until somebody acts.
    expect(await start()).toEqual([expect.stringContaining('information-request')]);
  });

  test('are upgraded whole or not at all: a new form does not go below a model of the city', async () => {
    await publish(REQUEST);
    await upgrade(ANSWER);
    expect(await start()).toEqual([expect.stringContaining('information-request')]);
    expect((await newest('form_definition', 'form_id', 'information-answer')).version).toBe(1);
  });

  test('are upgraded by themselves again once the city has published what was shipped', async () => {
    await publish(REQUEST);
    await upgrade(REQUEST);
    await start();
    await engine.deploy([{ name: 'taken-over.bpmn', content: await readFile(join(shipped, REQUEST)) }]);
    expect(await start()).toEqual([]);
    await upgrade(REQUEST, 'one more');
    await start();
    expect(await running('information-request')).toEqual({ version: 4, name: REQUEST });
  });

  test('do not take an id that the city uses for something of its own', async () => {
    const ours = (await readFile(join(shipped, 'information-request/information-answer.form'), 'utf8')).replaceAll(
      'information-answer',
      'parking',
    );
    await engine.deploy([{ name: 'parking.form', content: Buffer.from(`${ours} `) }]);
    await writeFile(join(shipped, 'service-request/parking.form'), ours);
    expect(await start()).toEqual([expect.stringContaining('service-request')]);
    expect((await newest('form_definition', 'form_id', 'parking')).version).toBe(1);
  });
});
