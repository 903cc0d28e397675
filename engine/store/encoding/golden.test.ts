/**
 * Bytes that were written once must be readable for ever: each file of test/fixtures/encoding/v1 decodes to its JSON twin.
 * A file that is missing is written (with OKIENKO_WRITE_GOLDEN=1) from fixed random samples; one that is there is never rewritten.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EngineEvent } from '../../core/index.js';
import { decodeHistory, encodeHistory } from './event-codec.js';
import { EVENT_CODECS } from './event-table.js';
import { decodeElements, decodePending, encodeElements, encodePending } from './state-codec.js';
import { elementInstance, eventShapes, queued } from './testing/arbitrary.js';

const FOLDER = new URL('../../../test/fixtures/encoding/v1/', import.meta.url);
const ROOT = (1n << 51n) | 424_242n;

const toJson = (value: unknown): string =>
  `${JSON.stringify(
    value,
    (_, member: unknown) => {
      if (typeof member === 'bigint') return { $key: member.toString() };
      if (member instanceof Map) return { $map: [...member] };
      return member;
    },
    1,
  )}\n`;

function write(name: string, bytes: Buffer, value: unknown, payload?: Buffer): void {
  const file = new URL(`${name}.bin`, FOLDER);
  if (existsSync(file)) return;
  writeFileSync(file, bytes);
  if (payload) writeFileSync(new URL(`${name}.payload`, FOLDER), payload);
  writeFileSync(new URL(`${name}.json`, FOLDER), toJson(value));
}

beforeAll(() => {
  if (process.env.OKIENKO_WRITE_GOLDEN !== '1') return;
  mkdirSync(FOLDER, { recursive: true });
  for (let seed = 1; seed <= 8; seed++) {
    const bytes = encodeElements(ROOT, fc.sample(elementInstance, { numRuns: 4, seed }));
    write(`state-${seed}`, bytes, decodeElements(ROOT, bytes));
  }
  const pending = encodePending(ROOT, fc.sample(queued, { numRuns: 20, seed: 1 }));
  write('pending-1', pending, decodePending(ROOT, pending));
  const [sample] = fc.sample(elementInstance, { numRuns: 1, seed: 5 });
  if (!sample) return;
  const root = { definitionKey: ROOT - 9n, parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey: '' };
  const before = new Map([
    [ROOT, { ...sample, key: ROOT, instanceKey: ROOT, process: root }],
    [ROOT + 1n, { ...sample, key: ROOT + 1n, instanceKey: ROOT, process: undefined }],
  ]);
  for (const type of Object.keys(EVENT_CODECS) as EngineEvent['type'][]) {
    const shape: fc.Arbitrary<object> = eventShapes([ROOT, ROOT + 1n], [ROOT])[type];
    const events = fc.sample(shape, { numRuns: 4, seed: 1 }).map((members) => ({ type, ...members }) as EngineEvent);
    const { facts, payload } = encodeHistory(ROOT, 'completeJob', events, before);
    write(`history-${type}`, facts, decodeHistory(ROOT, facts, payload ?? null), payload);
  }
});

const names = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.bin'))
      .map((name) => name.slice(0, -'.bin'.length))
  : [];

describe('encoding 1', () => {
  test('has a file for every event type', () => {
    const missing = Object.keys(EVENT_CODECS).filter((type) => !names.includes(`history-${type}`));
    expect(missing).toEqual([]);
  });

  test.each(names)('%s decodes to what it was', (name) => {
    const bytes = readFileSync(new URL(`${name}.bin`, FOLDER));
    expect(toJson(decode(name, bytes))).toBe(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
  });
});

function decode(name: string, bytes: Buffer): unknown {
  if (name.startsWith('state-')) return decodeElements(ROOT, bytes);
  if (name.startsWith('pending-')) return decodePending(ROOT, bytes);
  const payload = new URL(`${name}.payload`, FOLDER);
  return decodeHistory(ROOT, bytes, existsSync(payload) ? readFileSync(payload) : null);
}
