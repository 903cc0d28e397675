/** Variables are kept as JSON.stringify writes them, with the digits that a number would lose. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonMembers } from './json-members.js';

const members = (text: string) => Object.fromEntries(jsonMembers(text, JSON.parse(text) as object));

test.each([
  ['{"id":9007199254740993}', { id: '9007199254740993' }],
  ['{"min":-9223372036854775808,"max":9223372036854775807}', { min: '-9223372036854775808', max: '9223372036854775807' }],
  [
    ' { "a" : { "b" : [ 1 , 9007199254740993 , { } , [ ] ] , "c" : "9007199254740993" } }\n',
    { a: '{"b":[1,9007199254740993,{},[]],"c":"9007199254740993"}' },
  ],
  // Beyond 64 bits, and what is no integer: as numbers have it.
  ['{"a":9223372036854775808,"b":0.12345678901234567890,"c":1e400}', { a: '9223372036854776000', b: '0.12345678901234568', c: 'null' }],
  ['{"a":1,"a":9007199254740993,"__proto__":2}', { a: '9007199254740993', ['__proto__']: '2' }],
  [
    String.raw`{"q\"uote":"a \\\" } 9007199254740993 \u00e9","n":9007199254740993}`,
    { 'q"uote': String.raw`"a \\\" } 9007199254740993 é"`, n: '9007199254740993' },
  ],
])('%s', (text, expected) => {
  expect(members(text)).toEqual(expected);
});

test('a value that is nested too deep for its digits keeps its shape', () => {
  const text = `{"deep":${'['.repeat(600)}1234567890123456${']'.repeat(600)}}`;
  expect(members(text).deep).toBe(`${'['.repeat(600)}1234567890123456${']'.repeat(600)}`);
});

test('whatever has no long integers is written as JSON.stringify writes it, also when a long text makes us read it ourselves', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 0, max: 4 }), (object, indent) => {
      const whole = { ...object, digits: '1234567890123456' };
      const text = JSON.stringify(whole, undefined, indent);
      const expected = Object.entries(JSON.parse(text) as object).map(([name, value]) => [name, JSON.stringify(value)]);
      expect([...jsonMembers(text, JSON.parse(text) as object)]).toEqual(expected);
    }),
  );
});
