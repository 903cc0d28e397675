import { csvOf } from './csv.js';

test('quotes what would break a line, and disarms what would be a formula', () => {
  expect(csvOf([['a;b', 'say "yes"', '=1+1', '-2', 'two\nlines', 'plain']])).toBe(
    '\uFEFF"a;b";"say ""yes""";\'=1+1;\'-2;"two\nlines";plain\r\n',
  );
});
