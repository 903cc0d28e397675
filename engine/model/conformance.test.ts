/** Real models: what of the conformance sets compiles, and that the rest is refused at exactly the elements that this engine hasn't. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileProcesses } from './index.js';

const shared = join(dirname(fileURLToPath(import.meta.url)), '../../../shared');
const modelsOf = (folder: string): readonly string[] =>
  existsSync(join(shared, folder)) ? readdirSync(join(shared, folder)).filter((name) => name.endsWith('.bpmn')) : [];
const read = (folder: string, name: string): string => readFileSync(join(shared, folder, name), 'utf8');

if (!existsSync(shared)) console.warn('Skipped the conformance models: ../shared is not there.');
const describeShared = existsSync(shared) ? describe : describe.skip;

/**
 * The ids of elements with escalation or compensation, read from the text alone: in these generated documents an element's
 * opening tag stands on a line of its own, its event definition on one of the next.
 */
function unsupportedIn(xml: string): readonly string[] {
  const ids = new Set<string>();
  let around = '';
  for (const line of xml.split('\n')) {
    const id = /\sid="([^"]*)"/.exec(line)?.[1] ?? '';
    if (/<(?:bpmn:)?(?:startEvent|endEvent|boundaryEvent|intermediate\w+Event)\b/.test(line)) around = id;
    if (/<(?:bpmn:)?(?:escalation|compensate)EventDefinition\b/.test(line)) ids.add(around);
    if (/\sisForCompensation="true"/.test(line)) ids.add(id);
  }
  return [...ids].sort();
}

describeShared('the generated models', () => {
  const folder = 'conformance/random/bpmn';

  test('compile, or are refused at each escalation and compensation and nowhere else', async () => {
    let compiled = 0;
    for (const name of modelsOf(folder)) {
      const xml = read(folder, name);
      const result = await compileProcesses(xml);
      const refused = result.type === 'invalid' ? [...new Set(result.faults.map(({ elementId }) => elementId))].sort() : [];
      expect([name, refused]).toEqual([name, unsupportedIn(xml)]);
      if (result.type === 'processes') compiled += 1;
    }
    expect([modelsOf(folder).length, compiled]).toEqual([126, 59]);
  });

  test('of the paths that need neither all compile', async () => {
    const cases = read('conformance/random', 'cases.jsonl').trim().split('\n');
    const files = new Set<string>();
    for (const line of cases) {
      const found: unknown = JSON.parse(line);
      if (isCase(found) && found.needs.length === 0) for (const file of found.files) files.add(file);
    }
    for (const file of files) expect([file, (await compileProcesses(read('conformance/random', file))).type]).toEqual([file, 'processes']);
    expect(files.size).toBeGreaterThan(0);
  });
});

function isCase(value: unknown): value is { readonly files: readonly string[]; readonly needs: readonly string[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'needs' in value &&
    Array.isArray(value.needs) &&
    'files' in value &&
    Array.isArray(value.files)
  );
}

describeShared.each([
  ['bench', ['c8b_typical_process.bpmn', 'one_task.bpmn', 'ten_tasks.bpmn', 'typical_process.bpmn']],
  ['conformance/miwg', ['C.9.0.bpmn', 'C.9.1.bpmn']],
  [
    'prototype/lead-process',
    [
      'close-matter.bpmn',
      'deadline-alert.bpmn',
      'resident-matter.bpmn',
      'resolve-matter.bpmn',
      'statutory-notice.bpmn',
      'wait-for-reply.bpmn',
    ],
  ],
])('the models of %s', (folder, expected) => {
  test('compile or are refused by element and reason', async () => {
    const compiled: string[] = [];
    for (const name of modelsOf(folder)) {
      const result = await compileProcesses(read(folder, name));
      if (result.type === 'processes') compiled.push(name);
      else expect(result.faults).not.toEqual([]);
    }
    expect(compiled).toEqual(expected);
  });
});

describeShared('the models of other vendors', () => {
  test('are refused at an element, or for having no executable process', async () => {
    for (const name of modelsOf('conformance/betsy')) {
      const result = await compileProcesses(read('conformance/betsy', name));
      if (result.type === 'invalid') expect([name, result.faults.every(({ elementId }) => elementId !== '')]).toEqual([name, true]);
    }
    for (const name of modelsOf('conformance/miwg')) {
      const result = await compileProcesses(read('conformance/miwg', name));
      if (result.type !== 'invalid') continue;
      const isDrawing = !/isExecutable="true"/.test(read('conformance/miwg', name));
      expect([name, result.faults.some(({ elementId }) => elementId === '')]).toEqual([name, isDrawing]);
    }
  });
});
