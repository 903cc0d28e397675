import { parseVariables } from './variables-border.js';

describe('the border of variables', () => {
  test.each([
    ['{}', []],
    ['', []],
    [
      '{"a":1,"b":{"c":[true,null]}}',
      [
        ['a', '1'],
        ['b', '{"c":[true,null]}'],
      ],
    ],
    ['{"text":"a backslash and u0000: \\\\u0000"}', [['text', '"a backslash and u0000: \\\\u0000"']]],
    [`{"a":${'['.repeat(999)}${']'.repeat(999)}}`, [['a', '['.repeat(999) + ']'.repeat(999)]]],
    ['{"emoji":"\\ud83d\\ude00"}', [['emoji', '"😀"']]],
  ])('takes %s', (json, expected) => {
    const parsed = parseVariables(json);
    expect(parsed.type === 'variables' && [...parsed.variables]).toEqual(expected);
  });

  test.each([
    ['[1]', 'an array'],
    ['null', 'null'],
    ['7', 'a number'],
    ['{"a":', "isn't JSON"],
    ['{"a":"\\u0000"}', "variable 'a'"],
    ['{"a":{"b":["x\\u0000"]}}', "variable 'a'"],
    ['{"a":"\\ud800"}', "variable 'a'"],
    ['{"a\\u0000":1}', 'names without NUL'],
    [`{"${'n'.repeat(40_000)}":1}`, '32768 characters'],
    [JSON.stringify({ a: 'x'.repeat(5_000_000) }), '4 MB'],
    [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'at most 1000 values within each other'],
    [`{"a":${'{"b":'.repeat(1_000)}1${'}'.repeat(1_000)}}`, 'at most 1000 values within each other'],
  ])('refuses with a reason: %.40s', (json, reason) => {
    const parsed = parseVariables(json);
    expect(parsed.type === 'invalid' && parsed.reason).toContain(reason);
  });
});
