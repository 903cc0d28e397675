import { setTimeout as sleep } from 'node:timers/promises';
import { Shutdown } from './shutdown.js';

let said: string[];
let stopped: string[];
let exits: number[];
let now: number;

beforeEach(() => {
  said = [];
  stopped = [];
  exits = [];
  now = 0;
});

function shutdown(limitMs = 5_000): Shutdown {
  return new Shutdown({
    say: (sentence) => void said.push(sentence),
    failed: (part) => void said.push(`failed: ${part}`),
    exit: (code) => void exits.push(code),
    now: () => now,
    limitMs,
  });
}

const part = (name: string) => async (): Promise<void> => {
  await sleep(1);
  stopped.push(name);
};
const never = (): Promise<void> => new Promise(() => {});

async function exited(): Promise<void> {
  while (exits.length === 0) await sleep(1);
}

describe('stopping', () => {
  test('goes from the last part to the first, past one that fails, and then ends', async () => {
    const all = shutdown();
    all.add('database', part('database'));
    all.add('engine', () => Promise.reject(new Error('broken')));
    all.add('door', part('door'));
    all.interrupt();
    await exited();
    expect(stopped).toEqual(['door', 'database']);
    expect(said).toEqual(['stopping …', 'failed: engine', 'stopped.']);
    expect(exits).toEqual([0]);
  });

  test('takes along what a start that was under way still adds', async () => {
    const all = shutdown();
    all.add('database', part('database'));
    all.add('engine', async () => {
      all.add('late', part('late'));
      stopped.push('engine');
    });
    all.interrupt();
    await exited();
    expect(stopped).toEqual(['engine', 'late', 'database']);
  });

  test('is asked for once by one Ctrl-C, though terminal and npm both pass it on', async () => {
    const all = shutdown();
    all.add('door', part('door'));
    all.interrupt();
    now += 300;
    all.interrupt();
    await exited();
    expect(stopped).toEqual(['door']);
    expect(exits).toEqual([0]);
  });

  test('ends at once at a second Ctrl-C', () => {
    const all = shutdown();
    all.add('engine', never);
    all.interrupt();
    now += 1_500;
    all.interrupt();
    expect(exits).toEqual([1]);
    expect(said.at(-1)).toMatch(/^ended before engine had stopped; all acknowledged work is kept/);
  });

  test('ends when a part does not stop in time, and names it', async () => {
    const all = shutdown(20);
    all.add('database', part('database'));
    all.add('engine', never);
    all.end(1, 'a bug');
    await exited();
    expect(exits).toEqual([1]);
    expect(said).toEqual(['a bug', expect.stringMatching(/^engine has not stopped within 0.02 s; ending without it/)]);
  });

  test('says nothing where all was said, as after settings that were refused', async () => {
    const all = shutdown();
    all.end(1);
    await exited();
    expect(said).toEqual([]);
  });

  test('keeps the reason that came first', async () => {
    const all = shutdown();
    all.add('door', part('door'));
    all.end(1, 'PostgreSQL has ended');
    all.end(0, 'something else');
    expect(all.isEnding).toBe(true);
    await exited();
    expect(said[0]).toBe('PostgreSQL has ended');
    expect(exits).toEqual([1]);
  });
});
