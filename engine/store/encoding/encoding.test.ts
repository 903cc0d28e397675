/** What is decoded is what was encoded, for any state and any events; damaged bytes and erased payloads are told, never guessed. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EngineEvent } from '../../core/index.js';
import { EncodingError } from './encoding-error.js';
import { decodeHistory, encodeHistory, selectEvents } from './event-codec.js';
import { EVENT_CODECS } from './event-table.js';
import { decodeElements, decodePending, encodeElements, encodePending } from './state-codec.js';
import { elementInstance, eventShapes, history, key, queued } from './testing/arbitrary.js';

const ROOT = (1n << 51n) | 1000n;

const eventsOf = (row: ReturnType<typeof decodeHistory>): EngineEvent[] => row.events.map((entry) => entry.event);

describe('state', () => {
  test('any element instances come back as they were', () => {
    fc.assert(
      fc.property(key, fc.array(elementInstance, { maxLength: 6 }), (rootKey, elements) => {
        expect(decodeElements(rootKey, encodeElements(rootKey, elements))).toEqual(elements);
      }),
      { numRuns: 300 },
    );
  });

  test('queued commands come back as they were', () => {
    fc.assert(
      fc.property(fc.array(queued), (commands) => {
        expect(decodePending(ROOT, encodePending(ROOT, commands))).toEqual(commands);
      }),
    );
  });

  test('a value that has a row of its own is written as its key', () => {
    const variables = new Map([['big', { valueKey: ROOT + 5n, json: `"${'x'.repeat(5000)}"` }]]);
    const [sample] = fc.sample(elementInstance, { numRuns: 1, seed: 1 });
    if (!sample) throw new Error('no sample');
    const bytes = encodeElements(ROOT, [{ ...sample, variables }]);
    expect(decodeElements(ROOT, bytes)[0]?.variables).toEqual(new Map([['big', { valueKey: ROOT + 5n, json: undefined }]]));
    expect(bytes.includes('xxxx')).toBe(false);
  });

  test('cut or unknown bytes are refused with a code', () => {
    fc.assert(
      fc.property(elementInstance, fc.nat(), (element, cut) => {
        const bytes = encodeElements(ROOT, [element]);
        const length = 2 + (cut % Math.max(1, bytes.length - 2));
        if (length >= bytes.length) return;
        expect(() => decodeElements(ROOT, bytes.subarray(0, length))).toThrow(EncodingError);
      }),
    );
    expect(() => decodeElements(ROOT, Buffer.from([99]))).toThrow(expect.objectContaining({ code: 'ENCODING_VERSION_UNKNOWN' }));
    expect(() => decodeElements(ROOT, Buffer.alloc(0))).toThrow(expect.objectContaining({ code: 'ENCODING_TRUNCATED' }));
  });

  test('random bytes never give anything but a value or an encoding error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        try {
          decodeElements(ROOT, Buffer.from([1, ...noise]));
        } catch (error) {
          expect(error).toBeInstanceOf(EncodingError);
        }
        try {
          decodeHistory(ROOT, Buffer.from([1, 2, ...noise]), null);
        } catch (error) {
          expect(error).toBeInstanceOf(EncodingError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('history', () => {
  test('what a reader does not want is passed over, and what it wants reads the same', () => {
    fc.assert(
      fc.property(history, fc.subarray(Object.keys(EVENT_CODECS) as EngineEvent['type'][]), ({ before, events }, types) => {
        const { facts, payload } = encodeHistory(ROOT, 'completeJob', events, before);
        const whole = decodeHistory(ROOT, facts, payload ?? null);
        const wanted = decodeHistory(ROOT, facts, payload ?? null, selectEvents(types));
        expect(wanted.events).toEqual(whole.events.filter(({ event }) => types.includes(event.type)));
      }),
      { numRuns: 300 },
    );
  });

  test('a value larger than the slab is no special case', () => {
    const variables = new Map([['big', `"${'ą'.repeat(400_000)}"`]]);
    const events: EngineEvent[] = [
      { type: 'messagePublished', key: 5n, name: 'n', correlationKey: 'k', messageId: '', expiresAtMs: 0, variables },
    ];
    const first = encodeHistory(1n, 'publishMessage', [{ type: 'messageExpired', key: 4n }]);
    const { facts, payload } = encodeHistory(1n, 'publishMessage', events);
    expect(eventsOf(decodeHistory(1n, facts, payload ?? null))).toEqual(events);
    expect(eventsOf(decodeHistory(1n, first.facts, null))).toEqual([{ type: 'messageExpired', key: 4n }]);
  });

  test('any events come back as they were, with the element that each happened to', () => {
    fc.assert(
      fc.property(history, ({ before, events }) => {
        const { facts, payload } = encodeHistory(ROOT, 'completeJob', events, before);
        const row = decodeHistory(ROOT, facts, payload ?? null);
        expect(eventsOf(row)).toEqual(events);
        expect(row.command).toBe('completeJob');
        expect(row.erased).toBe(false);
        // A key is given once; only chance activates an element that lives already, and then it is what the event says.
        const activated = new Set(events.map((event) => (event.type === 'elementActivating' ? event.key : 0n)));
        for (const { event, element } of row.events) {
          const name = EVENT_CODECS[event.type].element;
          if (name === undefined) continue;
          const named = (event as unknown as Record<string, bigint>)[name] ?? 0n;
          expect(element?.key).toBe(named);
          const known = before.get(named);
          if (!known || activated.has(named)) continue;
          const root = before.get(known.instanceKey)?.process;
          expect(element).toEqual({
            key: known.key,
            node: known.node,
            instanceKey: known.instanceKey,
            definitionKey: root?.definitionKey,
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(Object.keys(EVENT_CODECS) as EngineEvent['type'][])('%s has a codec that keeps all its members', (type) => {
    const [a, b] = [ROOT, ROOT + 1n];
    const [sample] = fc.sample(elementInstance, { numRuns: 1, seed: 7 });
    if (!sample) throw new Error('no sample');
    const process = { definitionKey: 77n, parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey: '' };
    const before = new Map([
      [a, { ...sample, key: a, instanceKey: a, process }],
      [b, { ...sample, key: b, instanceKey: a, process: undefined }],
    ]);
    const shape: fc.Arbitrary<object> = eventShapes([a, b], [a])[type];
    fc.assert(
      fc.property(shape, (members) => {
        const events = [{ type, ...members } as EngineEvent];
        const { facts, payload } = encodeHistory(ROOT, 'createInstance', events, before);
        expect(eventsOf(decodeHistory(ROOT, facts, payload ?? null))).toEqual(events);
      }),
      { numRuns: 40 },
    );
  });

  test('without its payload a row still tells what happened, and that something was erased', () => {
    const process = { definitionKey: 77n, parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey: '' };
    const events: EngineEvent[] = [
      { type: 'elementActivating', key: ROOT, instanceKey: ROOT, node: 0, scopeKey: 0n, consumed: [], process },
      { type: 'variablesSet', scopeKey: ROOT, variables: new Map([['resident', '"Jan Kowalski"']]), valueKeys: [0n] },
      { type: 'incidentRaised', elementKey: ROOT, incidentKey: 9n, errorType: 'CONDITION_ERROR', message: 'Jan is no number', jobKey: 0n },
      { type: 'userTaskAssigned', elementKey: ROOT, taskKey: 10n, assignee: 'line1', action: 'claim' },
    ];
    const { facts, payload } = encodeHistory(ROOT, 'createInstance', events);
    expect(facts.includes('Jan')).toBe(false);
    expect(payload?.includes('Jan Kowalski')).toBe(true);
    const row = decodeHistory(ROOT, facts, null);
    expect(row.erased).toBe(true);
    expect(eventsOf(row)).toEqual([
      events[0],
      { type: 'variablesSet', scopeKey: ROOT, variables: new Map([['resident', 'null']]), valueKeys: [0n] },
      { ...events[2], message: '' },
      events[3],
    ]);
  });

  test('a row without anything personal has no payload and never counts as erased', () => {
    const { facts, payload } = encodeHistory(2n, 'triggerStartTimer', [{ type: 'startTimerCanceled', key: 5n }]);
    expect(payload).toBeUndefined();
    expect(decodeHistory(2n, facts, null).erased).toBe(false);
  });

  test('a row says what its events were about: job type, assignee, the event of a timer', () => {
    const process = { definitionKey: 77n, parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey: '' };
    const [sample] = fc.sample(elementInstance, { numRuns: 1, seed: 3 });
    if (!sample) throw new Error('no sample');
    const job = { key: 20n, type: 'classify', retries: 3, state: 'activatable', backoffUntilMs: 0, errorMessage: '', headers: {} } as const;
    const timers = [{ key: 21n, node: 14, dueMs: 5, repetitions: 0 }];
    const before = new Map([[ROOT, { ...sample, key: ROOT, instanceKey: ROOT, process, job, timers }]]);
    const { facts } = encodeHistory(
      ROOT,
      'completeJob',
      [
        { type: 'jobCompleted', elementKey: ROOT, jobKey: 20n },
        { type: 'timerCanceled', elementKey: ROOT, timerKey: 21n },
      ],
      before,
    );
    expect(decodeHistory(ROOT, facts, null).events.map((entry) => entry.context)).toEqual([{ jobType: 'classify' }, { node: 14 }]);
  });

  test('a thousand elements of one step are found again', () => {
    const process = { definitionKey: 77n, parentInstanceKey: 0n, parentElementKey: 0n, startCorrelationKey: '' };
    const events: EngineEvent[] = [
      { type: 'elementActivating', key: ROOT, instanceKey: ROOT, node: 0, scopeKey: 0n, consumed: [], process },
    ];
    for (let i = 1n; i <= 1000n; i++) {
      events.push({
        type: 'elementActivating',
        key: ROOT + i,
        instanceKey: ROOT,
        node: 1,
        scopeKey: ROOT,
        consumed: [3],
        process: undefined,
      });
    }
    for (let i = 1n; i <= 1000n; i++) events.push({ type: 'elementActivated', key: ROOT + i });
    const { facts } = encodeHistory(ROOT, 'createInstance', events);
    expect(eventsOf(decodeHistory(ROOT, facts, null))).toEqual(events);
  });

  test('an event about an element instance that its tree does not have is a bug and is told', () => {
    expect(() => encodeHistory(ROOT, 'completeJob', [{ type: 'elementActivated', key: 5n }])).toThrow(
      expect.objectContaining({ code: 'ENCODING_ELEMENT_UNKNOWN' }),
    );
  });

  test('cut facts are refused with a code', () => {
    fc.assert(
      fc.property(history, fc.nat(), ({ before, events }, cut) => {
        const { facts, payload } = encodeHistory(ROOT, 'completeJob', events, before);
        const part = facts.subarray(0, cut % facts.length);
        try {
          const row = decodeHistory(ROOT, part, payload ?? null);
          expect(row.events.length).toBeLessThan(events.length);
        } catch (error) {
          expect(error).toBeInstanceOf(EncodingError);
        }
      }),
    );
  });
});
