import { status } from '@grpc/grpc-js';
import { freeText, readVariables, refuseNames, refuseTenant, refuseTenants, spanMs } from './border.js';

describe('tenants', () => {
  test.each(['', '<default>'])('%j is ours', (tenantId) => {
    expect(refuseTenant('DeployResource', tenantId)).toBeUndefined();
    expect(refuseTenants('ActivateJobs', [tenantId])).toBeUndefined();
  });

  test('any other is refused in Zeebe’s words', () => {
    expect(refuseTenant('DeployResource', 'blue')?.details).toBe(
      "Expected to handle gRPC request DeployResource with tenant identifier 'blue', but multi-tenancy is disabled",
    );
    expect(refuseTenants('ActivateJobs', ['<default>', 'blue'])?.details).toBe(
      "Expected to handle gRPC request ActivateJobs with tenant identifiers '[<default>, blue]', but multi-tenancy is disabled",
    );
  });
});

describe('variables', () => {
  test.each(['', '{}', 'null'])('%j is an empty document', (json) => {
    expect(readVariables(json)).toEqual({ type: 'variables', variables: new Map() });
  });

  test('an object becomes variables', () => {
    expect(readVariables('{"a": {"b": [1, null]}}')).toEqual({ type: 'variables', variables: new Map([['a', '{"b":[1,null]}']]) });
  });

  test('anything else is refused', () => {
    expect(readVariables('[1]')).toMatchObject({
      type: 'refused',
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining("Property 'variables' is invalid"),
    });
  });
});

describe('names', () => {
  test('without NUL and of a length that an index takes pass', () => {
    expect(refuseNames({ name: 'Skarga na łączkę', correlationKey: 'k'.repeat(2_000) })).toBeUndefined();
  });

  test('are refused by their field', () => {
    expect(refuseNames({ name: 'ok', correlationKey: 'a\0b' })?.details).toContain("'correlationKey'");
    expect(refuseNames({ messageId: 'ż'.repeat(1_001) })?.details).toContain(
      "Expected 'messageId' to be at most 2000 bytes long, but it has 2002",
    );
  });

  test('free text only loses its NUL characters', () => {
    expect(freeText('a\0b')).toBe('a\ufffdb');
    expect(freeText('as it is')).toBe('as it is');
  });
});

describe('spans of time', () => {
  test.each([
    ['0', 0],
    ['-5', 0],
    ['1500', 1_500],
    ['9223372036854775807', 3.15576e15],
  ])('%s ms is %d', (text, expected) => {
    expect(spanMs(text)).toBe(expected);
  });
});
