/**
 * `npm start` from a fresh clone to the next start, with real processes: what it prints is true, every way of ending it leaves no process,
 * and what was acknowledged is there again. As root the clone lies in a folder that PostgreSQL's account can't enter.
 */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { connectZeebeClient } from '../conformance/zeebe-client.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../support/reference-process.js';
import { FreshClone, type Start } from './fresh-clone.js';

const LIMIT_MS = 400_000;
const ADMINISTRATOR = { login: 'anna', name: 'Anna Administratorka', password: 'twelve or more letters' };

let clone: FreshClone;
let running: Start | undefined;
/** Instances that the gateway said it created; they wait for a worker. */
const acknowledged: string[] = [];

// Whose processes are left is read in /proc.
const onLinux = existsSync('/proc/self/stat') ? describe : describe.skip;

onLinux('npm start', () => {
  beforeAll(async () => {
    clone = await FreshClone.make();
  }, LIMIT_MS);
  afterEach(() => running?.kill());
  afterAll(async () => {
    await running?.leftovers();
    expect(await clone.remove()).toEqual([]);
  }, LIMIT_MS);

  async function started(): Promise<{ start: Start; address: string }> {
    running = clone.start();
    return { start: running, address: await running.ready() };
  }

  async function gateway<Outcome>(
    start: Start,
    act: (client: ReturnType<typeof connectZeebeClient>) => Promise<Outcome>,
  ): Promise<Outcome> {
    const client = connectZeebeClient(Number(await start.says(/Zeebe gateway on 127\.0\.0\.1:(\d+)/)));
    try {
      return await act(client);
    } finally {
      client.close();
    }
  }

  const createInstance = (start: Start): Promise<void> =>
    gateway(start, async (client) => {
      const request = { bpmnProcessId: REFERENCE_PROCESS_ID, version: -1, variables: '{"amount":150}' };
      acknowledged.push((await client.call<{ processInstanceKey: string }>('CreateProcessInstance', request)).processInstanceKey);
    });

  /** Canceling one that isn't there is refused. */
  const expectAcknowledged = (start: Start): Promise<void> =>
    gateway(start, async (client) => {
      expect(acknowledged).not.toEqual([]);
      for (const processInstanceKey of acknowledged.splice(0)) await client.call('CancelProcessInstance', { processInstanceKey });
    });

  async function signIn(address: string, { login, password }: { login: string; password: string }): Promise<number> {
    return (await post(`${address}/api/v1/session`, { login, password })).status;
  }

  test(
    'serves a fresh clone in a closed folder, hands out the first account once, and stops in order at Ctrl-C',
    async () => {
      expect((await stat(clone.folder)).mode & 0o777).toBe(0o700);
      const { start, address } = await started();
      expect((await fetch(`${address}/readyz`)).status).toBe(200);
      expect(start.said).toContain('building …');
      if (process.getuid?.() === 0) expect(start.said).toContain("its own account can't reach the data folder");

      const link = await start.says(/(http\S+\/setup\/\S+)/);
      expect(link.startsWith(address)).toBe(true);
      expect((await post(link, ADMINISTRATOR)).status).toBe(201);
      expect((await post(link, { ...ADMINISTRATOR, login: 'ewa' })).status).toBe(404);
      expect(await signIn(address, ADMINISTRATOR)).toBe(200);
      await gateway(start, (client) => client.call('DeployResource', { resources: [{ name: 'reference.bpmn', content: REFERENCE_BPMN }] }));
      await createInstance(start);

      start.ctrlC();
      expect(await start.ended).toBe(0);
      expect(start.said).toMatch(/stopping …\n.*stopped\.\n/s);
      expect(start.said).not.toContain('before');
      expect(await start.leftovers()).toEqual([]);
      await expect(fetch(`${address}/readyz`)).rejects.toThrow();
    },
    LIMIT_MS,
  );

  test(
    'finds all of it again at the next start, and kill -9 of the server leaves no process',
    async () => {
      const { start, address } = await started();
      expect(start.said).not.toContain('building');
      expect(start.said).not.toContain('deploying');
      expect(start.said).not.toContain('/setup/');
      expect(await signIn(address, ADMINISTRATOR)).toBe(200);
      await expectAcknowledged(start);
      await createInstance(start);
      start.kill9('node');
      expect(await start.leftovers()).toEqual([]);
      expect(await start.ended).not.toBe(0);
    },
    LIMIT_MS,
  );

  test(
    'finds what was acknowledged right before that, and kill -9 of npm leaves no process',
    async () => {
      const { start } = await started();
      await expectAcknowledged(start);
      await createInstance(start);
      start.kill9('npm');
      expect(await start.leftovers()).toEqual([]);
    },
    LIMIT_MS,
  );

  test(
    'and finds it once more; a second Ctrl-C is not needed',
    async () => {
      const { start } = await started();
      await expectAcknowledged(start);
      start.ctrlC();
      expect(await start.ended).toBe(0);
      expect(await start.leftovers()).toEqual([]);
    },
    LIMIT_MS,
  );
});

function post(url: string, body: object): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
