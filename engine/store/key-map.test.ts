/** Both kinds of key map are a Map in all that is seen of them, however many keys they hold. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FewKeys } from '../core/few-keys.js';
import { KeyMap } from './key-map.js';

const FIRST = 1n << 51n;
/** Few enough to meet again, on both sides of a page's end. */
const key = fc.oneof(fc.bigInt({ min: FIRST, max: FIRST + 40n }), fc.bigInt({ min: (1n << 30n) - 3n, max: (1n << 30n) + 3n }));
const act = fc.oneof(
  fc.tuple(fc.constant('set' as const), key, fc.integer()),
  fc.tuple(fc.constant('delete' as const), key, fc.constant(0)),
);
const acts = fc.array(act, { maxLength: 120 });

test('few keys are a Map, in order too', () => {
  fc.assert(
    fc.property(acts, (steps) => {
      const [expected, few] = [new Map<bigint, number>(), new FewKeys<number>()];
      for (const [what, at, value] of steps) {
        if (what === 'set') few.set(at, value);
        else expect(few.delete(at)).toBe(expected.has(at));
        if (what === 'set') expected.set(at, value);
        else expected.delete(at);
        expect(few.get(at)).toBe(expected.get(at));
        expect(few.has(at)).toBe(expected.has(at));
      }
      const seen: [bigint, number][] = [];
      few.forEach((value, at) => {
        seen.push([at, value]);
      });
      expect(seen).toEqual([...expected]);
      expect([...few]).toEqual([...expected]);
      expect([...few.keys()]).toEqual([...expected.keys()]);
      expect([...few.values()]).toEqual([...expected.values()]);
      expect(few.size).toBe(expected.size);
    }),
  );
});

test('very many keys are a Map', () => {
  fc.assert(
    fc.property(acts, (steps) => {
      const [expected, many] = [new Map<bigint, number>(), new KeyMap<number>()];
      for (const [what, at, value] of steps) {
        if (what === 'set') many.set(at, value);
        else expect(many.delete(at)).toBe(expected.has(at));
        if (what === 'set') expected.set(at, value);
        else expected.delete(at);
        expect(many.get(at)).toBe(expected.get(at));
        expect(many.has(at)).toBe(expected.has(at));
        expect(many.size).toBe(expected.size);
      }
      many.clear();
      expect(many.size).toBe(0);
      for (const at of expected.keys()) expect(many.get(at)).toBe(undefined);
    }),
  );
});
