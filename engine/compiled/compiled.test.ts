import { readFile } from 'node:fs/promises';
import { compiledDecisions, compiledProcesses } from './index.js';
import { remembering } from './remembering.js';

const read = (path: string): Promise<string> => readFile(new URL(`../../processes/resident-matter/${path}`, import.meta.url), 'utf8');

describe('the same text is compiled once', () => {
  test('a process, for each dictionary', async () => {
    const xml = await read('resident-matter.bpmn');
    const first = await compiledProcesses(xml);
    expect(first.type).toBe('processes');
    expect(await compiledProcesses(xml)).toBe(first);
    const dictionaries = new Map([['resident-matter', ['a-gone-element']]]);
    const numbered = await compiledProcesses(xml, { dictionaries });
    expect(numbered).not.toBe(first);
    expect(numbered.type === 'processes' && numbered.processes[0]?.dictionary[0]).toBe('a-gone-element');
    expect(await compiledProcesses(xml, { dictionaries: new Map(dictionaries) })).toBe(numbered);
  });

  test('decisions', async () => {
    const xml = await read('statutory-term.dmn');
    const first = await compiledDecisions(xml);
    expect(first.type).toBe('model');
    expect(await compiledDecisions(xml)).toBe(first);
  });

  test('what has faults is told anew', async () => {
    const first = await compiledProcesses('<nothing/>');
    expect(first.type).toBe('invalid');
    expect(await compiledProcesses('<nothing/>')).not.toBe(first);
  });
});

describe('what was made is kept', () => {
  const making = (atMost: number) => {
    const made: string[] = [];
    const get = remembering<string>(atMost, (value) => value !== 'worthless');
    const ask = (key: string, value = key) =>
      get(key, async () => {
        made.push(key);
        return value;
      });
    return { made, ask };
  };

  test('until others were asked for since', async () => {
    const { made, ask } = making(2);
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  test('for whoever asks meanwhile', async () => {
    const { made, ask } = making(2);
    expect(await Promise.all([ask('a'), ask('a')])).toEqual(['a', 'a']);
    expect(made).toEqual(['a']);
  });

  test('unless it is worth nothing or could not be made', async () => {
    const { made, ask } = making(2);
    await ask('a', 'worthless');
    await ask('a');
    expect(made).toEqual(['a', 'a']);
    const get = remembering<string>(1, () => true);
    await expect(get('b', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now');
    expect(await get('b', async () => 'now')).toBe('now');
  });
});
