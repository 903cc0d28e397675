import { asked, readFilters, writeFilters } from './filters.js';

const through = (address: string) => writeFilters(readFilters(new URLSearchParams(address))).toString();

test('what the address says survives reading and writing; what is unknown is left out', () => {
  expect(through('question=reopened&version=resident-matter%2F3')).toBe('question=reopened&version=resident-matter%2F3');
  expect(through('question=why&version=x&other=1')).toBe('');
  expect(through('columns=outcome,tier')).toBe('columns=number%2Ctier%2Coutcome');
});
test('without columns in the address one sees those that one chose last', () => {
  expect(readFilters(new URLSearchParams(''), 'number,outcome').columns).toEqual(['number', 'outcome']);
  expect(readFilters(new URLSearchParams('columns=number,tier'), 'number,outcome').columns).toEqual(['number', 'tier']);
});

test('the server is asked for question and version, not for columns', () => {
  expect(asked(readFilters(new URLSearchParams('question=closed-late&version=service-request/2&columns=tier')))).toEqual({
    question: 'closed-late',
    caseType: 'service-request',
    version: 2,
  });
});
